package gradlab.worker;

import gradlab.training.StepListener;
import java.util.Arrays;

/** How long the steps took since somebody last asked. Thread-safe; bounded. */
final class StepTimes implements StepListener {
  /** Two seconds of steps of half a millisecond; the smallest networks take longer. */
  static final int CAPACITY = 4_096;

  private final double[] seconds = new double[CAPACITY];
  private int count;
  private long leftOut;
  private long waitNanos;

  /**
   * What happened since the last call.
   *
   * @param seconds of each step, its wait for data included
   * @param leftOut steps that are not among them, because they were too many
   * @param waitSeconds what all of them waited for data
   */
  record Taken(double[] seconds, long leftOut, double waitSeconds) {}

  @Override
  public synchronized void step(long stepNanos, long stepWaitNanos) {
    waitNanos += stepWaitNanos;
    if (count < CAPACITY) {
      seconds[count++] = stepNanos / 1e9;
    } else {
      leftOut++;
    }
  }

  synchronized Taken take() {
    var taken = new Taken(Arrays.copyOf(seconds, count), leftOut, waitNanos / 1e9);
    count = 0;
    leftOut = 0;
    waitNanos = 0;
    return taken;
  }
}
