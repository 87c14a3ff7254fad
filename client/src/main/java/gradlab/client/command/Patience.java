package gradlab.client.command;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a lost server may stay away, for the commands that follow a run. */
final class Patience {
  static final String OPTION = "--reconnect-for";

  @Option(
      names = OPTION,
      paramLabel = "TIME",
      description = "Look for a lost server for so long, then give up (exit code 5). Default: 60s.")
  private Duration time = Duration.ofSeconds(60);

  Duration time() {
    return time;
  }
}
