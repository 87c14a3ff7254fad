package gradlab.runs;

import gradlab.domain.FieldViolation;
import gradlab.domain.GradlabException.InvalidRequest;
import gradlab.domain.GradlabException.LimitReached;
import gradlab.domain.Imported;
import gradlab.domain.RunConfig;
import gradlab.store.NewEvent;
import gradlab.store.Origin;
import gradlab.store.ResultFiles;
import gradlab.store.RunStore;
import gradlab.store.RunView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs that were not trained here. Thread-safe. */
public final class ImportedRuns {
  private static final Logger LOGGER = LoggerFactory.getLogger(ImportedRuns.class);

  private final RunStore store;

  public ImportedRuns(RunStore store) {
    this.store = store;
  }

  /**
   * Puts a run on record, its events with it: there is the whole of it or nothing. Where its
   * results are here already, that run is the answer.
   *
   * @param config of an imported run
   * @throws InvalidRequest where they are here as another network's
   */
  public synchronized Outcome add(RunConfig config, List<NewEvent> events) {
    String requestId = requestId(config.imported().orElseThrow());
    Optional<RunView> earlier = store.findByRequestId(requestId).flatMap(store::view);
    if (earlier.isPresent()) {
      checkNetwork(config, earlier.get());
      return new Outcome(earlier.get(), true);
    }
    var log =
        store.create(store.newId(config.name()), config, requestId, new Origin.Results(events));
    try {
      ResultFiles.write(log);
    } catch (LimitReached e) {
      LOGGER.warn(
          "run {}: its result files are written when they are asked for", log.view().id(), e);
    }
    return new Outcome(log.view(), false);
  }

  /**
   * @param wasThere since an earlier call
   */
  public record Outcome(RunView run, boolean wasThere) {}

  private static String requestId(Imported from) {
    return "import/" + from.contentSha256();
  }

  private static void checkNetwork(RunConfig wanted, RunView there) {
    var violations = new ArrayList<FieldViolation>();
    compare("network", wanted.network().network(), there.config().network().network(), there)
        .ifPresent(violations::add);
    compare("block", wanted.network().block(), there.config().network().block(), there)
        .ifPresent(violations::add);
    if (!violations.isEmpty()) {
      throw new InvalidRequest(violations);
    }
  }

  /** What is not said this time may be as it was. */
  private static Optional<FieldViolation> compare(
      String field, String wanted, String had, RunView there) {
    return wanted.isEmpty() || wanted.equals(had)
        ? Optional.empty()
        : Optional.of(
            new FieldViolation(
                field,
                "is %s, but the same results are here as run %s, whose %s is %s: delete that run first, or leave this out"
                    .formatted(wanted, there.id(), field, had.isEmpty() ? "not known" : had)));
  }
}
