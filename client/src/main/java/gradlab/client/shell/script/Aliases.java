package gradlab.client.shell.script;

import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.shell.syntax.Lexer;
import gradlab.client.shell.syntax.Token;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Names for longer texts, one {@code NAME=TEXT} a line in the user's file. Thread-safe. */
public final class Aliases {
  private final Path file;
  private final Map<String, String> texts = new TreeMap<>();

  private Aliases(Path file) {
    this.file = file;
  }

  /** What is in the file; lines that are no alias are left out. */
  public static Aliases in(Path file) {
    var aliases = new Aliases(file);
    if (Files.exists(file)) {
      try {
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
          int equals = line.indexOf('=');
          if (equals > 0 && isName(line.substring(0, equals))) {
            aliases.texts.put(line.substring(0, equals), line.substring(equals + 1));
          }
        }
      } catch (IOException e) {
        throw new Failure(
                ExitCode.REFUSED,
                "the aliases in " + file + " cannot be read: " + e.getMessage(),
                "correct the file or take it away")
            .causedBy(e);
      }
    }
    return aliases;
  }

  public static boolean isName(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_.-]*");
  }

  public synchronized Map<String, String> all() {
    return new LinkedHashMap<>(texts);
  }

  public synchronized boolean has(String name) {
    return texts.containsKey(name);
  }

  public synchronized void put(String name, String text) {
    texts.put(name, text.replace('\n', ' '));
    save();
  }

  /** Whether it was there. */
  public synchronized boolean remove(String name) {
    boolean there = texts.remove(name) != null;
    save();
    return there;
  }

  private void save() {
    try {
      Files.createDirectories(file.getParent());
      Path part = file.resolveSibling(file.getFileName() + ".tmp");
      Files.write(
          part, texts.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new Failure(
              ExitCode.REFUSED, "the aliases cannot be kept in " + file + ": " + e.getMessage(), "")
          .causedBy(e);
    }
  }

  /** The line with its first word replaced, as sh does it: each name once. */
  public String expanded(String line) {
    String text = line;
    Set<String> done = new HashSet<>();
    while (true) {
      var tokens = Lexer.typed(text).tokens();
      if (tokens.isEmpty() || tokens.get(0).kind() != Token.Kind.WORD || tokens.get(0).quoted()) {
        return text;
      }
      Token first = tokens.get(0);
      String replacement = all().get(first.text());
      if (replacement == null || !done.add(first.text())) {
        return text;
      }
      text = text.substring(0, first.start()) + replacement + text.substring(first.end());
    }
  }
}
