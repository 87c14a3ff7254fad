package gradlab.rpc;

import gradlab.domain.RunState;
import gradlab.runs.RunManager;
import gradlab.store.RunStore;
import gradlab.v1.ListRunsRequest;
import gradlab.v1.ListRunsResponse;
import gradlab.wire.StateMessages;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** ListRuns, page by page. */
final class RunPages {
  private static final int DEFAULT_SIZE = 100;
  private static final int MOST_SIZE = 1_000;

  /** A page ends early rather than outgrow what clients take (4 MiB). */
  private static final int MOST_BYTES = 3 * 1024 * 1024;

  private RunPages() {}

  static ListRunsResponse page(RunManager runs, ListRunsRequest request) {
    var violations = new Violations();
    violations.range("page_size", request.getPageSize(), 0, MOST_SIZE);
    var states = states(request, violations);
    violations.throwIfAny();
    int size = request.getPageSize() == 0 ? DEFAULT_SIZE : request.getPageSize();
    var token = Optional.of(request.getPageToken()).filter(t -> !t.isEmpty());
    var views = runs.list(size + 1, token, states); // one more shows whether there is a next page
    var response = ListRunsResponse.newBuilder();
    int bytes = 0;
    var now = Instant.now();
    for (int i = 0; i < Math.min(size, views.size()); i++) {
      var run =
          RunMessages.run(
              views.get(i), runs.queuePosition(views.get(i).id()), runs.queueHold(), now);
      bytes += run.getSerializedSize();
      if (i > 0 && bytes > MOST_BYTES) {
        break;
      }
      response.addRuns(run);
    }
    int shown = response.getRunsCount();
    if (shown < views.size()) {
      response.setNextPageToken(RunStore.pageToken(views.get(shown - 1)));
    }
    return response.build();
  }

  private static Set<RunState> states(ListRunsRequest request, Violations violations) {
    var states = EnumSet.noneOf(RunState.class);
    for (var state : request.getStatesList()) {
      if (state == gradlab.v1.RunState.RUN_STATE_UNSPECIFIED
          || state == gradlab.v1.RunState.UNRECOGNIZED) {
        violations.add("states", "holds " + state + ", which is no state of a run");
      } else {
        states.add(StateMessages.state(state));
      }
    }
    return states;
  }
}
