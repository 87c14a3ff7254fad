package gradlab.store;

import gradlab.domain.RunConfig;
import gradlab.domain.RunId;
import gradlab.domain.RunState;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All runs of a state directory. Thread-safe. */
public final class RunStore implements AutoCloseable {
  public static RunStore open(Path stateDirectory) {
    throw new UnsupportedOperationException();
  }

  /** WrongState where the id or the (not empty) request id is taken. */
  public RunLog create(RunId id, RunConfig config, String requestId) {
    throw new UnsupportedOperationException();
  }

  public Optional<RunLog> find(RunId id) {
    throw new UnsupportedOperationException();
  }

  /** The run's view, without opening its log where it is not open. */
  public Optional<RunView> view(RunId id) {
    throw new UnsupportedOperationException();
  }

  public Optional<RunId> findByRequestId(String requestId) {
    throw new UnsupportedOperationException();
  }

  public RunId newId(String base) {
    throw new UnsupportedOperationException();
  }

  public List<RunView> list(int limit, Optional<String> afterToken, Set<RunState> states) {
    throw new UnsupportedOperationException();
  }

  /** What {@link #list} takes to go on behind this run. */
  public static String pageToken(RunView last) {
    throw new UnsupportedOperationException();
  }

  public List<RunId> unfinished() {
    throw new UnsupportedOperationException();
  }

  public void delete(RunId id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
