package gradlab.client.connection;

import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.v1.GetRunRequest;
import gradlab.v1.ListRunsRequest;
import gradlab.v1.ListRunsResponse;
import gradlab.v1.Run;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;

/** Finds a run by its id or by the beginning of its id. */
public final class RunFinder {
  private static final int PAGE = 1000;
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
    if (idOrPrefix.isBlank()) {
      throw new Failure(ExitCode.USAGE, "the run's id is empty", "`gradlab runs` lists the runs");
    }
    try {
      return byId(idOrPrefix);
    } catch (StatusRuntimeException e) {
      Status.Code code = e.getStatus().getCode();
      // A server may also refuse the beginning of an id as malformed.
      if (code != Status.Code.NOT_FOUND && code != Status.Code.INVALID_ARGUMENT) {
        throw e;
      }
      return byPrefix(idOrPrefix, e);
    }
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

  private Run byPrefix(String prefix, StatusRuntimeException notFound) {
    List<Run> matches = all().stream().filter(r -> r.getRunId().startsWith(prefix)).toList();
    if (matches.isEmpty()) {
      throw new Failure(
              ExitCode.NO_SUCH_RUN,
              "no run's id is or begins with '" + prefix + "' on " + connection.address(),
              "`gradlab runs` lists the runs")
          .causedBy(notFound);
    }
    if (matches.size() > 1) {
      throw new Failure(
          ExitCode.USAGE,
          "'" + prefix + "' is the beginning of " + matches.size() + " runs' ids:",
          matches.stream().map(r -> r.getRunId() + "  " + r.getConfig().getName()).toList(),
          "type more of the id");
    }
    return matches.get(0);
  }
}
