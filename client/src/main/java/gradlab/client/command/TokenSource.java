package gradlab.client.command;

import gradlab.client.console.Console;
import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.console.Prompt;
import gradlab.client.trust.Logins;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Where `gradlab login` gets the token from. */
final class TokenSource {
  private static final int MOST_BYTES = 4_096;
  private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,500}");

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description =
          "The token. While the command runs, other users of this machine can see it in the list of"
              + " processes: --token-file, GRADLAB_TOKEN or the question at a terminal hide it.")
  private String token = "";

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "A file with the token; - is standard input.")
  private String file = "";

  /** From the options, the environment, or else the person at the terminal. */
  String token(Console console) {
    String found = token;
    if (found.isEmpty() && !file.isEmpty()) {
      found = read();
    }
    if (found.isEmpty()) {
      found = console.environment().getOrDefault(Logins.TOKEN, "");
    }
    if (found.isEmpty()) {
      found = Prompt.of(console).flatMap(p -> p.secret("token:")).orElse("");
    }
    if (found.isEmpty()) {
      throw new Failure(
          ExitCode.USAGE,
          "there is no token",
          "give one with --token-file FILE (- is standard input), --token or " + Logins.TOKEN);
    }
    String clean = found.strip();
    if (!FORM.matcher(clean).matches()) {
      // without the token: it may be the right one with a slip
      throw new Failure(
          ExitCode.USAGE,
          "the token must be one word of printable ASCII characters, at most 500",
          "copy it again");
    }
    return clean;
  }

  private String read() {
    try (var in = file.equals("-") ? System.in : Files.newInputStream(Path.of(file))) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new Failure(
              ExitCode.USAGE, "--token-file " + file + " cannot be read", "name another file")
          .causedBy(e);
    }
  }
}
