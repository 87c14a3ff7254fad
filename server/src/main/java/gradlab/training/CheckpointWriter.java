package gradlab.training;

import gradlab.domain.RunEvent;
import gradlab.domain.RunEvent.Noted;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * When checkpoints are written. On a full disk training waits for room: a run that trains on
 * without checkpoints would lose what it does, one that fails would have done it for nothing.
 */
final class CheckpointWriter {
  private static final long LOOK_SECONDS = 1;

  private final Checkpoints checkpoints;
  private final ComputationGraph graph;
  private final long everyNanos;
  private final Consumer<RunEvent> events;
  private long savedNanos = System.nanoTime();

  /**
   * @param every time between two checkpoints within an epoch; zero: none there
   */
  CheckpointWriter(
      Path runDirectory, ComputationGraph graph, Duration every, Consumer<RunEvent> events) {
    this.checkpoints = new Checkpoints(runDirectory);
    this.graph = graph;
    this.everyNanos = every.toNanos();
    this.events = events;
  }

  /** Whether the time for one within the epoch has come. */
  boolean due() {
    return everyNanos > 0 && System.nanoTime() - savedNanos >= everyNanos;
  }

  /**
   * Writes a checkpoint, then says so.
   *
   * @throws IOException if it cannot be written for another reason than a full disk
   */
  void save(String name, int epoch, Progress progress) throws IOException, InterruptedException {
    boolean told = false;
    while (true) {
      try {
        events.accept(checkpoints.save(name, epoch, graph, progress));
        savedNanos = System.nanoTime();
        return;
      } catch (IOException e) {
        long needed = Checkpoints.largestBytes(graph);
        long free = checkpoints.freeBytes();
        if (free >= needed) {
          throw e;
        }
        if (!told) {
          events.accept(new Noted(true, noRoom(name, free, needed)));
          told = true;
        }
        TimeUnit.SECONDS.sleep(LOOK_SECONDS); // nobody tells when there is room
      }
    }
  }

  private static String noRoom(String name, long free, long needed) {
    return "no room for checkpoint %s: %.1f MB are free on the server's disk, %.1f MB are needed; training waits for room"
        .formatted(name, free / 1e6, needed / 1e6);
  }

  /** See {@link Checkpoints#load}. */
  Progress load(String name) throws IOException {
    return checkpoints.load(name, graph);
  }
}
