package gradlab.client.command;

import gradlab.client.connection.RunStates;
import gradlab.client.console.Console;
import gradlab.client.console.ExitCode;
import gradlab.client.console.Screen;
import gradlab.client.output.OutputFormat;
import gradlab.client.watch.NewestRun;
import gradlab.client.watch.Watch;
import gradlab.client.watch.Watch.Seen;
import gradlab.client.watch.grid.ColourDepth;
import gradlab.client.watch.grid.Look;
import gradlab.client.watch.terminal.FullScreen;
import gradlab.v1.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "watch",
    description = {
      "Shows a run live on the full screen: curves, gradient flow, speed, cost. `?` explains the keys.",
      "Without a terminal (pipe, CI, --output json): a line per event, as `tail` prints them.",
      "Exit code: as `tail` has it when the run has ended; 0 when you leave it running."
    },
    footerHeading = "%nExample:%n",
    footer = "  gradlab watch 3f2a")
final class WatchCommand extends ClientCommand {
  private static final Duration LINES_PATIENCE = Duration.ofSeconds(60);
  private static final Duration NO_END = Duration.ofDays(3650);
  private static final int SIGNAL = 128; // a shell reports death by signal N as 128 + N

  @Parameters(
      paramLabel = "RUN",
      arity = "0..1",
      description =
          "The run's id or its beginning. Default: the newest active run, else the newest.")
  private String run = "";

  @Option(
      names = "--reconnect-for",
      paramLabel = "TIME",
      description =
          "Look for a lost server for so long, then give up (exit code 5). Default: until you leave;"
              + " 60s where lines are printed.")
  private Optional<Duration> reconnectFor = Optional.empty();

  @Override
  ExitCode run(Session session) {
    Run found =
        run.isEmpty() ? NewestRun.of(session.connection()) : session.runs().byIdOrPrefix(run);
    var following = new Following(session, reconnectFor.orElse(LINES_PATIENCE));
    if (!wanted(session)) {
      return following.followInLines(found);
    }
    Optional<Seen> seen;
    try (Terminal terminal = Screen.open(session.console())) {
      seen = watch(session, terminal, found);
    } catch (IOException e) {
      throw new UncheckedIOException("the terminal cannot be restored", e);
    }
    return seen.map(s -> outcome(session, following, s))
        .orElseGet(() -> following.followInLines(found));
  }

  /** Somebody looks at it and can press keys. */
  private static boolean wanted(Session session) {
    Console console = session.console();
    var environment = console.environment();
    return session.format() == OutputFormat.TABLE
        && !session.quiet()
        && !session.surroundings().background()
        && console.animated()
        && console.inIsTerminal()
        && environment.getOrDefault("CI", "").isEmpty();
  }

  private Optional<Seen> watch(Session session, Terminal terminal, Run found) {
    if (!FullScreen.possible(terminal)) {
      return Optional.empty();
    }
    int colours =
        Optional.ofNullable(terminal.getNumericCapability(Capability.max_colors)).orElse(0);
    var console = session.console();
    var look = new Look(ColourDepth.of(console, colours), console.unicode());
    Duration patience = reconnectFor.orElse(NO_END);
    return Optional.of(new Watch(session.connection(), terminal, look, patience).run(found));
  }

  private static ExitCode outcome(Session session, Following following, Seen seen) {
    Run last = seen.run();
    boolean ended = RunStates.ended(last.getState());
    return switch (seen.left()) {
      case TERMINATED -> {
        System.exit(SIGNAL + 15);
        yield ExitCode.INTERRUPTED;
      }
      case HUNG_UP -> {
        System.exit(SIGNAL + 1);
        yield ExitCode.INTERRUPTED;
      }
      case QUIT, INTERRUPTED -> {
        if (ended) {
          following.sayHowItEnded(last);
          yield RunStates.exitCode(last.getState());
        }
        if (seen.left() == Watch.Left.INTERRUPTED) {
          yield following.sayInterrupted(last);
        }
        session.say("the run goes on: `gradlab watch " + last.getRunId() + "` shows it again");
        yield ExitCode.DONE;
      }
    };
  }
}
