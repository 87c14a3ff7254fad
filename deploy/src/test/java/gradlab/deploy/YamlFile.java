package gradlab.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Reads YAML as the tools do: anchors and merge keys resolved, a key that comes twice is an error.
 */
final class YamlFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private YamlFile() {}

  /** A file of one document. */
  static JsonNode one(Path file) throws IOException {
    var all = all(file);
    if (all.size() != 1) {
      throw new IOException(file + " has " + all.size() + " documents, expected one");
    }
    return all.get(0);
  }

  static List<JsonNode> all(Path file) throws IOException {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    var documents = new ArrayList<JsonNode>();
    for (Object document : new Yaml(new SafeConstructor(options)).loadAll(Files.readString(file))) {
      documents.add(JSON.valueToTree(document));
    }
    return documents;
  }
}
