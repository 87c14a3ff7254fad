package gradlab.bench.child;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process that measures when asked to and idles otherwise. It gets a question as a line on its
 * standard input; the line that starts with {@link #ANSWER} is its answer, every other one is for
 * people. The end of its input ends it, so it does not outlive us.
 */
public final class Child implements AutoCloseable {
  /** Begins an answer. Libraries print, too. */
  public static final String ANSWER = "answer ";

  private static final int LAST_LINES = 12;
  private static final long END_SECONDS = 10;

  private final String name;
  private final Process process;
  private final BufferedWriter in;
  private final BufferedReader out;
  private final Deque<String> lastOutput = new ArrayDeque<>();

  private Child(String name, Process process) {
    this.name = name;
    this.process = process;
    this.in =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * @param name for messages
   */
  public static Child start(String name, ProcessBuilder builder) {
    try {
      return new Child(name, builder.redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name, e);
    }
  }

  /**
   * Waits for the answer, however long the work takes.
   *
   * @throws ChildFailure if the process ends before it answers
   */
  public Fields ask(Fields question) {
    send(question);
    return answer().orElseThrow(() -> ended(question));
  }

  private void send(Fields question) {
    try {
      in.write(question.line());
      in.newLine();
      in.flush();
    } catch (IOException e) {
      // A broken pipe: the process is gone. Its output, which comes next, says more than this.
      lastOutput.addLast("(" + e.getMessage() + ")");
    }
  }

  private Optional<Fields> answer() {
    try {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith(ANSWER)) {
          return Optional.of(Fields.parse(line.substring(ANSWER.length())));
        }
        if (lastOutput.size() == LAST_LINES) {
          lastOutput.removeFirst();
        }
        lastOutput.addLast(line);
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read what " + name + " says", e);
    }
  }

  private ChildFailure ended(Fields question) {
    awaitEnd();
    String how =
        process.isAlive() ? "closed its output" : "ended with exit code " + process.exitValue();
    String output =
        lastOutput.isEmpty()
            ? "it printed nothing"
            : "its last output:\n  " + String.join("\n  ", lastOutput);
    return new ChildFailure("%s %s at '%s'; %s".formatted(name, how, question.line(), output));
  }

  private void awaitEnd() {
    process.onExit().completeOnTimeout(process, END_SECONDS, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      process.destroyForcibly(); // it is gone, or will not hear us
    }
    awaitEnd();
    process.destroyForcibly();
  }
}
