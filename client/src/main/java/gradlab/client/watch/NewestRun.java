package gradlab.client.watch;

import gradlab.client.connection.Connection;
import gradlab.client.connection.RunFinder;
import gradlab.client.connection.RunStates;
import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.v1.ListRunsRequest;
import gradlab.v1.Run;
import gradlab.v1.RunState;
import java.util.List;
import java.util.stream.Stream;

/** The run that somebody means who names none. */
public final class NewestRun {
  private static final int ACTIVE = 100;

  private NewestRun() {}

  /** The newest at work, else the newest that waits, else the newest. */
  public static Run of(Connection connection) {
    var request = ListRunsRequest.newBuilder().setPageSize(ACTIVE);
    Stream.of(RunState.values())
        .filter(s -> s != RunState.UNRECOGNIZED && s != RunState.RUN_STATE_UNSPECIFIED)
        .filter(s -> !RunStates.ended(s))
        .forEach(request::addStates);
    List<Run> active =
        connection.training().listRuns(request.build()).getRunsList().stream()
            .filter(run -> !RunStates.ended(run.getState()))
            .toList();
    return active.stream()
        .filter(run -> run.getState() != RunState.RUN_STATE_QUEUED)
        .findFirst()
        .or(() -> active.stream().findFirst())
        .or(() -> new RunFinder(connection).newest(1).stream().findFirst())
        .orElseThrow(
            () ->
                new Failure(
                    ExitCode.NO_SUCH_RUN,
                    "there are no runs on " + connection.address(),
                    "`gradlab start VGG_08 --epochs 2` starts one"));
  }
}
