package gradlab.client.shell.script;

import gradlab.client.console.Console;
import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.shell.Commands;
import gradlab.client.shell.jobs.Jobs;
import gradlab.client.shell.syntax.Lexer;
import gradlab.client.shell.syntax.Statement;
import gradlab.client.suggestion.Nearest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Does what a line says. */
public final class Interpreter {
  private static final String LAUNCHER = "GRADLAB_LAUNCHER";

  /** The shell's own commands. */
  public interface Own {
    List<String> names();

    /** Returns the exit code. */
    int execute(Console console, List<String> words);
  }

  private final Commands commands;
  private final Own own;
  private final Aliases aliases;
  private final Jobs jobs;
  private final Consumer<String> touched;
  private final Supplier<AutoCloseable> terminalForOthers;
  private final BiFunction<Console, Boolean, LocalProgram> programs;
  private volatile Optional<String> run = Optional.empty();

  /**
   * @param touched told the id of each run that is started or followed
   * @param terminalForOthers called before a local program gets the terminal, and closed after
   * @param programs those of this machine; the second argument: in the background
   */
  public Interpreter(
      Commands commands,
      Own own,
      Aliases aliases,
      Jobs jobs,
      Consumer<String> touched,
      Supplier<AutoCloseable> terminalForOthers,
      BiFunction<Console, Boolean, LocalProgram> programs) {
    this.commands = commands;
    this.own = own;
    this.aliases = aliases;
    this.jobs = jobs;
    this.touched = touched;
    this.terminalForOthers = terminalForOthers;
    this.programs = programs;
  }

  /**
   * Does one line; what is wrong with it is said on the console.
   *
   * @return the exit code
   */
  public int execute(Console console, String text) {
    try {
      var line = Lexer.expanded(aliases.expanded(text), name -> variable(console, name));
      Statement statement = Statement.of(line);
      if (statement.words().isEmpty()) {
        return ExitCode.DONE.number();
      }
      if (!statement.background()) {
        return whole(statement, console, false);
      }
      var job = jobs.start(text.strip(), console, there -> checked(statement, there));
      console.err().println("[" + job.number() + "] " + job.text());
      return ExitCode.DONE.number();
    } catch (Failure failure) {
      return commands.report(console, failure);
    }
  }

  /** The id of the run last started or followed here, which is $RUN. */
  public Optional<String> run() {
    return run;
  }

  private int checked(Statement statement, Console console) {
    try {
      return whole(statement, console, true);
    } catch (Failure failure) {
      return commands.report(console, failure);
    }
  }

  private String variable(Console console, String name) {
    return name.equals("RUN")
        ? run.orElseThrow(
            () ->
                new Failure(
                    ExitCode.USAGE,
                    "$RUN: no run has been started or followed here yet",
                    "`start` one, or name it"))
        : Optional.ofNullable(console.environment().get(name))
            .orElseThrow(
                () ->
                    new Failure(
                        ExitCode.USAGE,
                        "there is no variable " + name,
                        "to mean $ itself put a \\ before it or single quotes around it"));
  }

  private int whole(Statement statement, Console console, boolean background) {
    if (statement.target().isPresent()) {
      return toFile(statement, statement.target().get(), console, background);
    }
    if (statement.local().isEmpty()) {
      return command(statement.words(), console, background);
    }
    return lent(
        background,
        () ->
            programs
                .apply(console, background)
                .pipe(statement.local().get(), out -> command(statement.words(), out, background)));
  }

  private int lent(boolean background, Supplier<Integer> work) {
    if (background) {
      return work.get();
    }
    AutoCloseable terminal = terminalForOthers.get();
    try {
      return work.get();
    } finally {
      try {
        terminal.close();
      } catch (Exception e) {
        throw new IllegalStateException("the terminal is not given back", e);
      }
    }
  }

  private int toFile(
      Statement statement, Statement.Target target, Console console, boolean background) {
    try (var out = new PrintStream(open(target), false, StandardCharsets.UTF_8)) {
      int code = command(statement.words(), console.withOut(out), background);
      if (out.checkError()) {
        throw unwritable(target, "not all of it could be written");
      }
      return code;
    } catch (IOException | InvalidPathException e) {
      throw unwritable(target, e.toString()).causedBy(e);
    }
  }

  private static OutputStream open(Statement.Target target) throws IOException {
    return Files.newOutputStream(
        Path.of(target.file()),
        StandardOpenOption.CREATE,
        target.append() ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  private static Failure unwritable(Statement.Target target, String why) {
    return new Failure(
        ExitCode.USAGE,
        target.file() + ": " + why,
        "name a file in a folder that you may write to");
  }

  private int command(List<String> typed, Console console, boolean background) {
    List<String> words = typed;
    if (words.get(0).equals("gradlab") || words.get(0).equals("./gradlab")) {
      words = words.subList(1, words.size());
      if (words.isEmpty()) {
        words = List.of("help");
      }
    }
    String name = words.get(0);
    if (own.names().contains(name)) {
      return own.execute(console, words);
    }
    if (name.equals("shell")) {
      throw new Failure(ExitCode.USAGE, "this is the shell", "`help` lists what it can do");
    }
    if (!commands.names().contains(name) && !name.startsWith("-")) {
      throw unknown(name);
    }
    var launcher = Optional.ofNullable(console.environment().get(LAUNCHER));
    if (commands.isLaunchers(name) && launcher.isPresent()) {
      List<String> program = new ArrayList<>(List.of(launcher.get()));
      program.addAll(words);
      return lent(background, () -> programs.apply(console, background).run(program));
    }
    return commands.execute(console, background, this::touch, words);
  }

  private void touch(gradlab.v1.Run touchedRun) {
    run = Optional.of(touchedRun.getRunId());
    touched.accept(touchedRun.getRunId());
  }

  private Failure unknown(String name) {
    List<String> all = new ArrayList<>(commands.names());
    all.addAll(own.names());
    all.addAll(aliases.all().keySet());
    boolean job = name.startsWith("%");
    return new Failure(
        ExitCode.USAGE,
        "there is no command '" + name + "'" + Nearest.question(name, all),
        job ? "`fg N` waits for a job, `jobs --end N` ends it" : "`help` lists the commands");
  }
}
