package gradlab.client.shell.known;

import gradlab.client.connection.Connection;
import gradlab.client.console.Failure;
import gradlab.v1.GetGradientFlowRequest;
import gradlab.v1.LayerGradient;
import io.grpc.StatusRuntimeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The layers of the runs that were lately asked for. Thread-safe. */
public final class Layers {
  private static final int MOST_RUNS = 16;
  private static final long WAIT_MILLIS = 100;

  private final Supplier<Connection> connection;
  private final Executor background;
  private final Map<String, CompletableFuture<List<String>>> byRun =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(
            Map.Entry<String, CompletableFuture<List<String>>> eldest) {
          return size() > MOST_RUNS;
        }
      };

  public Layers(Supplier<Connection> connection, Executor background) {
    this.connection = connection;
    this.background = background;
  }

  /** Empty as long as they are not known: another TAB then has them. */
  public List<String> of(String runId) {
    CompletableFuture<List<String>> names;
    synchronized (byRun) {
      names = byRun.get(runId);
      // a run without gradients gets some later, and a lost server comes back
      if (names == null || (names.isDone() && names.join().isEmpty())) {
        names = CompletableFuture.supplyAsync(() -> ask(runId), background);
        byRun.put(runId, names);
      }
    }
    return names.completeOnTimeout(List.of(), WAIT_MILLIS, TimeUnit.MILLISECONDS).join();
  }

  private List<String> ask(String runId) {
    try {
      var request = GetGradientFlowRequest.newBuilder().setRunId(runId).build();
      return connection.get().training().getGradientFlow(request).getFlowsList().stream()
          .flatMap(flow -> flow.getLayersList().stream())
          .map(LayerGradient::getLayer)
          .distinct()
          .toList();
    } catch (StatusRuntimeException | Failure refused) {
      return List.of();
    }
  }
}
