package gradlab.client.runfile;

import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.v1.RunConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A run's configuration as a YAML file has it.
 *
 * @param config what the file sets; what it does not set is left to the server
 * @param weights a file or folder to start from; empty where there is none or the configuration
 *     names weights that the server has
 */
public record RunFile(RunConfig config, Optional<Path> weights) {
  public static final String STANDARD_INPUT = "-";
  private static final int MOST_BYTES = 1 << 20;

  /** What the server calls weights that it has. */
  static final Pattern ARTIFACT_ID = Pattern.compile("[0-9a-f]{64}");

  /**
   * Failure with exit code USAGE that names file, line and key of everything that is wrong.
   *
   * @param name a file's name, or - for standard input
   */
  public static RunFile read(String name, InputStream standardInput) {
    boolean piped = name.equals(STANDARD_INPUT);
    byte[] bytes = bytes(name, standardInput);
    String shown = piped ? "standard input" : name;
    Path folder =
        piped ? Path.of("") : Optional.ofNullable(Path.of(name).getParent()).orElse(Path.of(""));
    return parse(shown, text(shown, bytes), folder);
  }

  /** The same with a sweep's keys, and with settings of several values. */
  public static void readSweep(String name, InputStream standardInput, SweepDraft into) {
    String shown = name.equals(STANDARD_INPUT) ? "standard input" : name;
    into.merge(
        new RunFileReader(shown, Optional.of(into)).read(text(shown, bytes(name, standardInput))));
  }

  /**
   * @param name of the file, for messages
   * @param folder what a path in it is relative to
   */
  public static RunFile parse(String name, String text, Path folder) {
    RunConfig.Builder config = new RunFileReader(name, Optional.empty()).read(text).toBuilder();
    String from = config.getInitFrom();
    if (from.isEmpty() || ARTIFACT_ID.matcher(from).matches()) {
      return new RunFile(config.build(), Optional.empty());
    }
    return new RunFile(config.clearInitFrom().build(), Optional.of(folder.resolve(from)));
  }

  private static byte[] bytes(String name, InputStream standardInput) {
    byte[] bytes;
    try (InputStream in =
        name.equals(STANDARD_INPUT) ? standardInput : Files.newInputStream(Path.of(name))) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    } catch (IOException | java.nio.file.InvalidPathException e) {
      String why =
          e instanceof java.nio.file.NoSuchFileException
              ? "there is no such file"
              : String.valueOf(e.getMessage());
      throw new Failure(
              ExitCode.USAGE,
              "-f " + name + " cannot be read: " + why,
              "`gradlab show RUN --as-yaml` prints a file to begin with")
          .causedBy(e);
    }
    if (bytes.length > MOST_BYTES) {
      throw new Failure(
          ExitCode.USAGE, "-f " + name + " is larger than 1 MiB", "name a file of settings");
    }
    return bytes;
  }

  private static String text(String name, byte[] bytes) {
    try {
      var decoder = StandardCharsets.UTF_8.newDecoder(); // throws, where new String would replace
      return decoder.decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Failure(ExitCode.USAGE, name + " is not UTF-8 text", "save it as UTF-8")
          .causedBy(e);
    }
  }
}
