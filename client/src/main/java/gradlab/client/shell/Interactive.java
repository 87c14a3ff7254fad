package gradlab.client.shell;

import gradlab.client.console.Console;
import gradlab.client.console.ExitCode;
import gradlab.client.shell.builtin.Builtins;
import gradlab.client.shell.completion.CommandModel;
import gradlab.client.shell.completion.Offers;
import gradlab.client.shell.completion.ShellCompleter;
import gradlab.client.shell.known.KnownRuns;
import gradlab.client.shell.known.Layers;
import gradlab.client.shell.known.ServerState.Connected;
import gradlab.client.shell.known.ServerWatch;
import gradlab.client.shell.screen.ActiveRun;
import gradlab.client.shell.screen.PromptText;
import gradlab.client.shell.screen.ShellScreen;
import gradlab.client.view.Glyphs;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.regex.Pattern;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Signals;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The shell at a terminal. */
public final class Interactive implements AutoCloseable {
  /**
   * Runs may be gone after it; where it hides in an alias they are gone from TAB a minute later.
   */
  private static final Pattern REMOVES = Pattern.compile("\\brm\\b");

  private final Commands commands;
  private final String server;
  private final Console base;
  private final Terminal terminal;
  private final ShellScreen screen;
  private final ExecutorService background =
      Executors.newFixedThreadPool(3, daemons("gradlab-shell-background"));
  // apart from what asks the server: that may hang
  private final ExecutorService completing =
      Executors.newFixedThreadPool(2, daemons("gradlab-shell-completion"));
  private final ScheduledExecutorService watching =
      Executors.newSingleThreadScheduledExecutor(daemons("gradlab-shell-server"));
  private final KnownRuns runs;
  private final ServerWatch watch;
  private final ActiveRun active;
  private final Shell shell;
  private final LineReader reader;

  /**
   * @param server where it goes, for the prompt
   * @param terminal stays open
   * @param base where commands write: the same terminal
   */
  public Interactive(Commands commands, String server, Terminal terminal, Console base) {
    this.commands = commands;
    this.server = server;
    this.base = base;
    this.terminal = terminal;
    screen = new ShellScreen(terminal, base);
    runs = new KnownRuns(commands::connection, background, System::nanoTime, this::runsHaveChanged);
    watch =
        new ServerWatch(
            commands::connection, commands::meaning, watching, this::note, s -> stateHasChanged());
    active =
        new ActiveRun(
            commands::connection,
            runs,
            Glyphs.of(base.unicode()),
            () -> watch.state() instanceof Connected connected && connected.priced(),
            screen::refresh);
    shell =
        new Shell(
            commands,
            screen.console(),
            base.isProcess(),
            screen::above,
            this::history,
            active::prefer,
            screen::lend);
    reader = reader();
  }

  private LineReader reader() {
    var names = new ArrayList<>(commands.names());
    names.addAll(Builtins.names());
    var model = new CommandModel(this::model, completing, names);
    var layers = new Layers(commands::connection, background);
    var offers =
        new Offers(
            model,
            runs,
            layers,
            shell.interpreter()::run,
            shell.aliases()::all,
            () -> List.of(server));
    var completer = new ShellCompleter(offers, completing);
    var made = Editor.open(terminal, base, model, completer, shell.aliases()::has);
    screen.attach(
        made,
        () -> {
          made.setPrompt(prompt());
          made.redisplay();
        },
        columns -> active.line(columns));
    return made;
  }

  /** All commands and the shell's own ones. */
  private CommandSpec model() {
    CommandSpec root = CommandSpec.create().name("");
    commands
        .model()
        .subcommands()
        .forEach(
            (name, line) -> {
              if (!Builtins.isOne(name) && !name.equals("shell")) {
                root.addSubcommand(name, line);
              }
            });
    for (CommandSpec own : Builtins.specs()) {
      root.addSubcommand(own.name(), new CommandLine(own));
    }
    return root;
  }

  /**
   * Until the user leaves.
   *
   * @return the exit code
   */
  public int run() {
    Thread busy = Thread.currentThread();
    var untidy = new Thread(screen::close, "gradlab-shell-tidy");
    Runtime.getRuntime().addShutdownHook(untidy); // a SIGTERM must leave the terminal whole
    Terminal.SignalHandler before =
        // while a line is typed JLine has a handler of its own, but not on a dumb terminal
        terminal.handle(Signal.INT, signal -> busy.interrupt());
    // a dumb terminal does not ask the system for them
    Object nativeBefore = Signals.register("INT", () -> terminal.raise(Signal.INT));
    try {
      watch.start();
      active.start();
      runs.renew();
      screen
          .console()
          .err()
          .println(faint("`help` lists the commands · TAB completes · Ctrl-D leaves"));
      if (!base.animated()) {
        watch.awaitFirst();
      }
      return loop();
    } catch (InterruptedException leaving) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED.number();
    } finally {
      terminal.handle(Signal.INT, before);
      Signals.unregister("INT", nativeBefore);
      Runtime.getRuntime().removeShutdownHook(untidy);
    }
  }

  private int loop() {
    while (shell.control().exit().isEmpty()) {
      try {
        execute(screen.read(prompt()));
      } catch (UserInterruptException pressed) {
        Thread.interrupted(); // the line is thrown away, and that is all
        if (!base.animated()) {
          screen.console().out().println();
        }
      } catch (EndOfFileException leaving) {
        long left = shell.jobs().all().stream().filter(j -> j.exitCode().isEmpty()).count();
        if (left > 0) {
          screen.console().err().println(left + " in the background ended with the shell");
        }
        return 0;
      }
    }
    return shell.control().exit().orElse(0);
  }

  private void execute(String text) {
    try {
      for (String command : Typed.commands(text)) {
        shell.interpreter().execute(screen.console(), command);
        if (Thread.interrupted() || shell.control().exit().isPresent()) {
          break;
        }
      }
    } finally {
      Thread.interrupted(); // Ctrl-C as the command ended: it is none of the next
      screen.console().out().flush();
      if (REMOVES.matcher(text).find()) {
        runs.forget();
      } else {
        runs.renew();
      }
      watch.hurry();
    }
  }

  private List<String> history() {
    List<String> lines = new ArrayList<>();
    reader.getHistory().forEach(entry -> lines.add(entry.line()));
    return lines;
  }

  private String prompt() {
    return PromptText.of(server, watch.state(), base.coloured());
  }

  private void runsHaveChanged() {
    active.choose();
  }

  private void stateHasChanged() {
    if (watch.state() instanceof Connected) {
      runs.renew();
    }
    screen.refresh();
  }

  private void note(String text) {
    text.lines()
        .map(line -> styled(AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW), line))
        .forEach(screen::above);
  }

  private String faint(String text) {
    return styled(AttributedStyle.DEFAULT.faint(), text);
  }

  private String styled(AttributedStyle style, String text) {
    return base.coloured()
        ? new AttributedStringBuilder().styled(style, text).toAnsi(terminal)
        : text;
  }

  private static ThreadFactory daemons(String name) {
    return work -> {
      var thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public void close() {
    shell.close();
    active.close();
    watching.shutdownNow();
    background.shutdownNow();
    completing.shutdownNow();
    screen.close();
  }
}
