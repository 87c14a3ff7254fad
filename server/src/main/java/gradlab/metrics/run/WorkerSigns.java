package gradlab.metrics.run;

import java.util.List;

/**
 * What a worker says of itself every few seconds. Only for watching: none of it is on record.
 *
 * @param residentBytes of the whole process; 0: its system does not tell
 * @param heapUsedBytes of its JVM
 * @param heapCommittedBytes of its JVM
 * @param nonHeapCommittedBytes of its JVM: classes and compiled code
 * @param stepSeconds wall time of each step since the last such sign
 * @param stepsLeftOut steps since then that are not in it
 * @param dataWaitSeconds what the steps since then waited for data
 */
public record WorkerSigns(
    long residentBytes,
    long heapUsedBytes,
    long heapCommittedBytes,
    long nonHeapCommittedBytes,
    List<Double> stepSeconds,
    long stepsLeftOut,
    double dataWaitSeconds) {
  public WorkerSigns {
    stepSeconds = List.copyOf(stepSeconds);
  }

  /** What lies outside the JVM's own areas: the tensors, oneDNN, the libraries. */
  long nativeBytes() {
    return Math.max(0, residentBytes - heapCommittedBytes - nonHeapCommittedBytes);
  }
}
