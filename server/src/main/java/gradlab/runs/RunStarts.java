package gradlab.runs;

import gradlab.domain.Cause;
import gradlab.domain.FieldViolation;
import gradlab.domain.GradlabException.InvalidRequest;
import gradlab.domain.RunConfig;
import gradlab.domain.RunEvent.StateChanged;
import gradlab.domain.RunId;
import gradlab.domain.RunState;
import gradlab.runs.RunManager.NewRun;
import gradlab.store.NewEvent;
import gradlab.store.Origin;
import gradlab.store.RunStore;
import gradlab.store.RunView;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Puts new runs on disk and into the queue, each request once. Thread-safe. */
final class RunStarts {
  private final RunStore store;
  private final RunContext context;
  private final Map<RunId, ManagedRun> runs;
  private final Object starting = new Object();

  /**
   * @param runs where their owners are put
   */
  RunStarts(RunStore store, RunContext context, Map<RunId, ManagedRun> runs) {
    this.store = store;
    this.context = context;
    this.runs = runs;
  }

  /** See {@link RunManager#startAll}. */
  List<RunView> all(List<NewRun> wanted, Origin origin) {
    synchronized (starting) {
      List<Optional<RunView>> earlier = wanted.stream().map(this::earlier).toList();
      var places = new ArrayDeque<SlotQueue.Reservation>();
      try {
        for (Optional<RunView> view : earlier) {
          if (view.isEmpty()) {
            places.add(context.slots().reserve());
          }
        }
        var views = new ArrayList<RunView>();
        for (int i = 0; i < wanted.size(); i++) {
          NewRun run = wanted.get(i);
          views.add(earlier.get(i).orElseGet(() -> create(run, origin, places.remove())));
        }
        return views;
      } finally {
        places.forEach(SlotQueue.Reservation::close);
      }
    }
  }

  private RunView create(NewRun wanted, Origin origin, SlotQueue.Reservation reserved) {
    try (reserved) {
      var config = wanted.config();
      var log = store.create(store.newId(baseName(config)), config, wanted.requestId(), origin);
      log.append(
          List.of(
              NewEvent.ofServer(
                  Instant.now(),
                  new StateChanged(RunState.QUEUED, Cause.USER, "waiting for a slot"))));
      var run = new ManagedRun(log, context);
      runs.put(log.view().id(), run);
      run.begin(reserved);
      return log.view();
    }
  }

  /**
   * The run that an earlier call with this request id started; empty for the empty one.
   *
   * @throws InvalidRequest where that run has another configuration
   */
  Optional<RunView> earlier(NewRun wanted) {
    var view = store.findByRequestId(wanted.requestId()).flatMap(store::view);
    if (view.isPresent() && !isStartedAs(wanted.config(), view.get().config())) {
      throw new InvalidRequest(
          List.of(
              new FieldViolation(
                  "request_id",
                  "already used for run %s with another configuration; use a new one"
                      .formatted(view.get().id()))));
    }
    return view;
  }

  /** A run may have been given more epochs since. */
  private static boolean isStartedAs(RunConfig asked, RunConfig now) {
    int epochs = now.training().epochs();
    return asked.equals(now)
        || (asked.training().epochs() < epochs && asked.until(epochs).equals(now));
  }

  /** What ids are made from. */
  static String baseName(RunConfig config) {
    return (config.network().network() + "-" + config.network().block())
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "-");
  }
}
