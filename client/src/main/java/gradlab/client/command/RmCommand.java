package gradlab.client.command;

import static gradlab.client.output.Column.text;

import gradlab.client.connection.RunStates;
import gradlab.client.output.Columns;
import gradlab.v1.DeleteRunRequest;
import gradlab.v1.Run;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "rm",
    description = "Deletes ended runs with all their files.",
    footerHeading = "%nExample:%n",
    footer = "  gradlab rm 3f2a")
final class RmCommand extends LifecycleCommand {
  @Override
  Run act(Session session, Run run) {
    session.training().deleteRun(DeleteRunRequest.newBuilder().setRunId(run.getRunId()).build());
    return run;
  }

  @Override
  boolean concerns(Run run) {
    return RunStates.ended(run.getState());
  }

  @Override
  String done(Run run) {
    return "deleted " + run.getRunId();
  }

  @Override
  Columns<Run> columns() {
    return new Columns<>(
        false,
        run -> DeleteRunRequest.newBuilder().setRunId(run.getRunId()),
        List.of(text("run", Run::getRunId), text("name", run -> run.getConfig().getName())));
  }
}
