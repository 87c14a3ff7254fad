package gradlab.client.shell.script;

import gradlab.client.console.Console;
import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToIntFunction;

/** Programs of this machine, beside a command. */
public final class LocalProgram {
  private final Console console;
  private final boolean inherits;

  /**
   * @param inherits whether the console is the process's own, so that a pager finds its terminal
   */
  public LocalProgram(Console console, boolean inherits) {
    this.console = console;
    this.inherits = inherits;
  }

  /**
   * Gives it what a command writes.
   *
   * @param text for the user's sh
   * @param command writes to the console it is given; returns its exit code
   * @return the command's exit code, or that of the program where the command's is 0
   */
  public int pipe(String text, ToIntFunction<Console> command) {
    Process process = start(List.of("sh", "-c", text), Redirect.PIPE);
    var pumps = pumps(process);
    int code;
    try (var out = new PrintStream(new Pipe(process), false, StandardCharsets.UTF_8)) {
      code = command.applyAsInt(console.withOut(out));
    }
    int its = await(process, pumps);
    return code == 0 ? its : code;
  }

  /** Runs it with the terminal to itself. */
  public int run(List<String> command) {
    Process process = start(command, inherits ? Redirect.INHERIT : Redirect.PIPE);
    return await(process, pumps(process));
  }

  private Process start(List<String> command, Redirect input) {
    console.out().flush();
    var builder = new ProcessBuilder(command).redirectInput(input);
    if (inherits) {
      builder.redirectOutput(Redirect.INHERIT).redirectError(Redirect.INHERIT);
    }
    try {
      return builder.start();
    } catch (IOException e) {
      throw new Failure(ExitCode.REFUSED, command.get(0) + " cannot be started", e.getMessage())
          .causedBy(e);
    }
  }

  private CompletableFuture<Void> pumps(Process process) {
    return inherits
        ? CompletableFuture.completedFuture(null)
        : CompletableFuture.allOf(
            CompletableFuture.runAsync(() -> pump(process.getInputStream(), console.out())),
            CompletableFuture.runAsync(() -> pump(process.getErrorStream(), console.err())));
  }

  private static void pump(InputStream from, PrintStream to) {
    try (from) {
      from.transferTo(to);
      to.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int await(Process process, CompletableFuture<Void> pumps) {
    try {
      int code = process.waitFor();
      pumps.join();
      return code;
    } catch (InterruptedException pressed) {
      process.destroy();
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED.number();
    }
  }

  /** Says that it is broken as soon as its reader has gone, also when nothing is written. */
  private static final class Pipe extends FilterOutputStream {
    private final Process reader;

    Pipe(Process reader) {
      super(reader.getOutputStream());
      this.reader = reader;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void flush() throws IOException {
      if (!reader.isAlive()) {
        throw new IOException("the reader of the pipe has gone");
      }
      super.flush();
    }

    @Override
    public void close() throws IOException {
      OutputStream pipe = out;
      pipe.close();
    }
  }
}
