package gradlab.client.shell.jobs;

import java.util.OptionalInt;

/** A command that runs while the prompt is back. */
public final class Job {
  private final int number;
  private final String text;
  private final Thread thread;
  private OptionalInt exitCode = OptionalInt.empty();

  Job(int number, String text, Thread thread) {
    this.number = number;
    this.text = text;
    this.thread = thread;
  }

  public int number() {
    return number;
  }

  /** The command as it was typed. */
  public String text() {
    return text;
  }

  /** Empty while it runs. */
  public synchronized OptionalInt exitCode() {
    return exitCode;
  }

  synchronized void ended(int code) {
    exitCode = OptionalInt.of(code);
    notifyAll();
  }

  /** Waits for its end. */
  synchronized int await() throws InterruptedException {
    while (exitCode.isEmpty()) {
      wait();
    }
    return exitCode.getAsInt();
  }

  /** As Ctrl-C does it to a command in the foreground: the run goes on. */
  void end() {
    thread.interrupt();
  }
}
