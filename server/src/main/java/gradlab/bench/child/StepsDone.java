package gradlab.bench.child;

import java.util.Arrays;

/**
 * What some steps took. Memory is in KiB, 0 where the system does not tell.
 *
 * @param stepNanos wall time of each step, waiting for its batch included
 * @param waitNanos what all of them waited for batches
 * @param feedCpuNanos CPU time of preparing batches meanwhile
 * @param heapBytes Java heap bytes allocated meanwhile
 * @param rssKib resident memory after them
 * @param peakKib the largest it ever was in this process
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares measurements
public record StepsDone(
    long[] stepNanos,
    long waitNanos,
    long feedCpuNanos,
    long heapBytes,
    long rssKib,
    long peakKib) {

  /** Of a peer, which tells times and memory only. */
  public static StepsDone ofPeer(Fields answer) {
    return new StepsDone(
        answer.numbers("step_ns"), 0, 0, 0, answer.number("rss_kb"), answer.number("hwm_kb"));
  }

  public static StepsDone of(Fields answer) {
    return new StepsDone(
        answer.numbers("step_ns"),
        answer.number("wait_ns"),
        answer.number("feed_cpu_ns"),
        answer.number("heap_bytes"),
        answer.number("rss_kb"),
        answer.number("hwm_kb"));
  }

  public Fields fields() {
    return Fields.NONE
        .with("step_ns", stepNanos)
        .with("wait_ns", waitNanos)
        .with("feed_cpu_ns", feedCpuNanos)
        .with("heap_bytes", heapBytes)
        .with("rss_kb", rssKib)
        .with("hwm_kb", peakKib);
  }

  public int steps() {
    return stepNanos.length;
  }

  public long totalNanos() {
    return Arrays.stream(stepNanos).sum();
  }
}
