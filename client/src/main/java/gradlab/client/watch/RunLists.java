package gradlab.client.watch;

import gradlab.client.connection.RunFinder;
import gradlab.v1.Run;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Asks for the server's runs beside the thread that draws. */
final class RunLists implements AutoCloseable {
  /** More than anybody looks through; one answer of the server. */
  private static final int MOST = 1000;

  private final RunFinder runs;
  private final ExecutorService asking =
      Executors.newSingleThreadExecutor(
          work -> {
            var thread = new Thread(work, "watch-runs");
            thread.setDaemon(true);
            return thread;
          });
  private final Queue<Runnable> answers = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean underWay = new AtomicBoolean();

  RunLists(RunFinder runs) {
    this.runs = runs;
  }

  /**
   * Either is called by {@link #answer}; nothing is asked while an earlier question is under way.
   */
  void ask(Consumer<List<Run>> listed, Consumer<String> failed) {
    if (!underWay.compareAndSet(false, true)) {
      return;
    }
    asking.execute(
        () -> {
          try {
            List<Run> answer = runs.newest(MOST);
            answers.add(() -> listed.accept(answer));
          } catch (StatusRuntimeException e) {
            String why = String.valueOf(e.getStatus().getDescription());
            answers.add(() -> failed.accept("the runs cannot be listed: " + why));
          } finally {
            underWay.set(false);
          }
        });
  }

  /**
   * Hands over what has come, on the calling thread.
   *
   * @return whether there was anything
   */
  boolean answer() {
    Optional<Runnable> next = Optional.ofNullable(answers.poll());
    next.ifPresent(Runnable::run);
    return next.isPresent();
  }

  @Override
  public void close() {
    asking.shutdownNow();
  }
}
