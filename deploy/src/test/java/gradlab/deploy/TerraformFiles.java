package gradlab.deploy;

import com.bertramlabs.plugins.hcl4j.HCLParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A folder of Terraform files, as one text and as parsed blocks. */
record TerraformFiles(String text, List<Map<String, Object>> files) {
  private static final Pattern BLOCK =
      Pattern.compile("(?m)^(variable|output|module|resource|data) \"(\\w+)\"(?: \"(\\w+)\")?");
  private static final Pattern LOCALS = Pattern.compile("(?ms)^locals \\{\n(.*?)^}");

  /** Throws if a file is no HCL. */
  static TerraformFiles read(Path folder) throws Exception {
    List<Path> paths;
    try (var all = Files.list(folder)) {
      paths = all.filter(file -> file.toString().endsWith(".tf")).sorted().toList();
    }
    var text = new StringBuilder();
    var files = new java.util.ArrayList<Map<String, Object>>();
    for (Path path : paths) {
      String content = Files.readString(path);
      files.add(parse(path, content));
      text.append(content.replaceAll("(?m)(^|\\s)# .*$", "")).append('\n');
    }
    return new TerraformFiles(text.toString(), files);
  }

  private static Map<String, Object> parse(Path path, String content) throws IOException {
    try {
      return new HCLParser().parse(content);
    } catch (Exception e) {
      throw new IOException(path + ": " + e.getMessage(), e);
    }
  }

  /** Names of blocks of a kind: {@code TYPE.NAME} for resources. */
  Set<String> names(String kind) {
    return BLOCK
        .matcher(text)
        .results()
        .filter(block -> block.group(1).equals(kind))
        .map(b -> b.group(3) == null ? b.group(2) : b.group(2) + "." + b.group(3))
        .collect(Collectors.toSet());
  }

  Set<String> locals() {
    var body = LOCALS.matcher(text);
    return body.find()
        ? Pattern.compile("(?m)^  (\\w+) +=")
            .matcher(body.group(1))
            .results()
            .map(local -> local.group(1))
            .collect(Collectors.toSet())
        : Set.of();
  }

  /** What a pattern finds; its first group. */
  Set<String> references(String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  /** Bodies of all resources, by TYPE.NAME. */
  Map<String, Map<?, ?>> resources() {
    var bodies = new java.util.TreeMap<String, Map<?, ?>>();
    for (var file : files) {
      if (file.get("resource") instanceof Map<?, ?> types) {
        types.forEach(
            (type, named) ->
                ((Map<?, ?>) named)
                    .forEach((name, body) -> bodies.put(type + "." + name, (Map<?, ?>) body)));
      }
    }
    return bodies;
  }
}
