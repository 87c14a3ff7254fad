package gradlab.client.connection;

import gradlab.v1.GetSweepRequest;
import gradlab.v1.GetSweepResponse;
import gradlab.v1.ListSweepsRequest;
import gradlab.v1.Sweep;
import java.util.List;

/** Finds a sweep by its id or by the beginning of its id. */
public final class SweepFinder {
  private static final Beginning<Sweep> BEGINNING =
      new Beginning<>(
          "sweep",
          "sweep list",
          Sweep::getSweepId,
          sweep -> sweep.getSweepId() + "  " + sweep.getName());

  private final Connection connection;

  public SweepFinder(Connection connection) {
    this.connection = connection;
  }

  /** The id of the sweep that is meant. */
  public String id(String idOrPrefix) {
    return BEGINNING
        .find(idOrPrefix, id -> whole(id).getSweep(), this::all, connection.address().toString())
        .getSweepId();
  }

  /** With its trials, the best first. */
  public GetSweepResponse whole(String sweepId) {
    return connection
        .experiments()
        .getSweep(GetSweepRequest.newBuilder().setSweepId(sweepId).build());
  }

  /** The newest first. */
  public List<Sweep> all() {
    return connection
        .experiments()
        .listSweeps(ListSweepsRequest.getDefaultInstance())
        .getSweepsList();
  }
}
