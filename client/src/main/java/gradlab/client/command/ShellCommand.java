package gradlab.client.command;

import gradlab.client.console.Console;
import gradlab.client.console.Screen;
import gradlab.client.output.OutputFormat;
import gradlab.client.shell.Interactive;
import gradlab.client.shell.Shell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jline.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "shell",
    description = {
      "The same commands at a prompt, with completion, history, background jobs and a line that follows"
          + " the active run.",
      "Without a terminal it does the lines of standard input and ends at the first that fails, with"
          + " its exit code."
    },
    footerHeading = "%nExample:%n",
    footer = {"  gradlab shell --server gpu-box:50051", "  gradlab shell < nightly.gradlab"})
final class ShellCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--keep-going",
      description =
          "Do all lines of standard input, whatever fails; the exit code is the first failure's.")
  private boolean keepGoing;

  @Override
  public Integer call() {
    var root = (GradlabCommand) spec.root().userObject();
    try (Session session = root.session();
        var commands =
            new ShellCommands(root, session.console(), session.clock(), given(session))) {
      Console console = inside(session.console(), root);
      return isTyped(console)
          ? typed(commands, root, console)
          : Shell.script(commands, console, input(), "standard input", keepGoing);
    }
  }

  private static ShellDefaults given(Session session) {
    Map<String, String> given = new HashMap<>();
    if (session.format() != OutputFormat.TABLE) {
      given.put("--output", session.format().name().toLowerCase(Locale.ROOT));
    }
    if (session.quiet()) {
      given.put("--quiet", "true");
    }
    return new ShellDefaults(given);
  }

  /** Commands go to the shell's server unless they say otherwise. */
  private static Console inside(Console console, GradlabCommand root) {
    Map<String, String> environment = new HashMap<>(console.environment());
    environment.put("GRADLAB_SERVER", root.address().toString());
    return console.in(environment);
  }

  private static boolean isTyped(Console console) {
    return console.terminal().isPresent() || (console.inIsTerminal() && console.outIsTerminal());
  }

  private static BufferedReader input() {
    return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  }

  private static int typed(ShellCommands commands, GradlabCommand root, Console console) {
    boolean open = console.terminal().isPresent();
    try (Terminal terminal = open ? Screen.open(console) : Screen.openWithSignals();
        var shell = new Interactive(commands, root.address().toString(), terminal, console)) {
      return shell.run();
    } catch (IOException e) {
      throw new UncheckedIOException("the terminal cannot be restored", e);
    }
  }
}
