package gradlab.client.connection;

import gradlab.v1.GetRunRequest;
import gradlab.v1.ListRunsRequest;
import gradlab.v1.ListRunsResponse;
import gradlab.v1.Run;
import java.util.ArrayList;
import java.util.List;

/** Finds a run by its id or by the beginning of its id. */
public final class RunFinder {
  private static final int PAGE = 1000;
  private static final Beginning<Run> BEGINNING =
      new Beginning<>(
          "run", "runs", Run::getRunId, run -> run.getRunId() + "  " + run.getConfig().getName());

  private final Connection connection;

  public RunFinder(Connection connection) {
    this.connection = connection;
  }

  public Run byId(String runId) {
    return connection
        .training()
        .getRun(GetRunRequest.newBuilder().setRunId(runId).build())
        .getRun();
  }

  public Run byIdOrPrefix(String idOrPrefix) {
    return BEGINNING.find(idOrPrefix, this::byId, this::all, connection.address().toString());
  }

  /** All runs, newest first. */
  public List<Run> all() {
    return newest(Integer.MAX_VALUE);
  }

  /** At most so many runs, newest first. */
  public List<Run> newest(int most) {
    List<Run> runs = new ArrayList<>();
    String page = "";
    do {
      int size = Math.min(PAGE, most - runs.size());
      ListRunsResponse answer =
          connection
              .training()
              .listRuns(ListRunsRequest.newBuilder().setPageSize(size).setPageToken(page).build());
      runs.addAll(answer.getRunsList());
      page = answer.getNextPageToken();
    } while (!page.isEmpty() && runs.size() < most);
    return runs;
  }
}
