package gradlab.client.shell.jobs;

import gradlab.client.console.Console;
import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.shell.screen.LineStream;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/** The commands in the background. Thread-safe. */
public final class Jobs implements AutoCloseable {
  private static final int MOST = 16;

  private final Consumer<String> lines;
  private final Map<Integer, Job> byNumber = new TreeMap<>();

  /**
   * @param lines where what they say is shown
   */
  public Jobs(Consumer<String> lines) {
    this.lines = lines;
  }

  /**
   * @param text the command as it was typed
   * @param work does it on the console it is given; returns the exit code
   */
  public synchronized Job start(String text, Console shell, ToIntFunction<Console> work) {
    byNumber.values().removeIf(job -> job.exitCode().isPresent());
    if (byNumber.size() >= MOST) {
      throw new Failure(
          ExitCode.REFUSED,
          MOST + " commands run in the background already",
          "`jobs` lists them, `jobs --end N` ends one");
    }
    int number = 1;
    while (byNumber.containsKey(number)) {
      number++;
    }
    String mark = "[" + number + "] ";
    var out = LineStream.to(line -> lines.accept(mark + line));
    var console = new Console(out, out, shell.environment(), false, false);
    Job[] job = new Job[1];
    var thread =
        new Thread(
            () -> {
              int code = work.applyAsInt(console);
              out.close();
              job[0].ended(code);
              lines.accept(mark + "ended with " + code + ": " + text);
            },
            "gradlab-shell-job-" + number);
    thread.setDaemon(true); // only a view: the shell need not wait for it
    job[0] = new Job(number, text, thread);
    byNumber.put(number, job[0]);
    thread.start();
    return job[0];
  }

  public synchronized List<Job> all() {
    return List.copyOf(byNumber.values());
  }

  /** Failure where there is none of that number. */
  public synchronized Job get(int number) {
    if (!byNumber.containsKey(number)) {
      throw new Failure(
          ExitCode.USAGE, "there is no job " + number, "`jobs` lists them with their numbers");
    }
    return byNumber.get(number);
  }

  /** The one that was started last and still runs. */
  public synchronized Job newest() {
    try {
      return byNumber.values().stream()
          .filter(job -> job.exitCode().isEmpty())
          .reduce((a, b) -> b)
          .orElseThrow();
    } catch (NoSuchElementException none) {
      throw new Failure(
              ExitCode.USAGE,
              "no command runs in the background",
              "`tail RUN &` follows a run there")
          .causedBy(none);
    }
  }

  /**
   * Waits for its end, with Ctrl-C meant for it.
   *
   * @return its exit code
   */
  public int foreground(Job job) {
    while (true) {
      try {
        return job.await();
      } catch (InterruptedException pressed) {
        job.end();
      }
    }
  }

  public void end(Job job) {
    job.end();
    foreground(job);
  }

  /** Ends them all; the runs go on. */
  @Override
  public void close() {
    all().forEach(Job::end);
  }
}
