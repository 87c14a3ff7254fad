package gradlab.client.command;

import gradlab.client.console.ExitCode;
import gradlab.client.output.Display;
import gradlab.v1.ForkRunRequest;
import gradlab.v1.Run;
import gradlab.v1.RunConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "fork",
    description = {
      "Starts a new run that goes on from a checkpoint of another, with what is given here changed."
          + " Network and kind of optimizer stay."
    },
    footerHeading = "%nExample:%n",
    footer = "  gradlab fork 3f2a --at-epoch 9 --lr 1e-4 --epochs 40")
final class ForkCommand extends ClientCommand {
  @Parameters(paramLabel = "RUN", description = "The parent's id or its beginning.")
  private String parent = "";

  @Option(
      names = "--at-epoch",
      paramLabel = "E",
      description = "Go on from the end of this epoch (0-based). Default: the newest there is.")
  private Integer atEpoch;

  @Mixin private TrainingOptions training;
  @Mixin private PolicyOptions policy;
  @Mixin private LimitOptions limits;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Free name. Default: the parent's and \"fork\".")
  private String name = "";

  @Option(names = "--tag", paramLabel = "K=V", description = "One more label; may be given again.")
  private Map<String, String> tags = new LinkedHashMap<>();

  @Mixin private NewRun made;

  @Override
  ExitCode run(Session session) throws InterruptedException {
    var found = session.runs().byIdOrPrefix(parent);
    var request =
        ForkRunRequest.newBuilder()
            .setRunId(found.getRunId())
            .setRequestId(UUID.randomUUID().toString())
            .setChanges(
                RunConfig.newBuilder()
                    .setTraining(training.config())
                    .setPolicy(policy.policy())
                    .setName(name)
                    .putAllTags(tags));
    limits.into(request.getChangesBuilder().getPolicyBuilder());
    Given.ifGiven(atEpoch, request::setAtEpoch);
    Run run = made.ask(session, () -> session.training().forkRun(request.build())).getRun();
    made.print(session, run);
    session.say(
        "forked %s after epoch %d as %s (%s)"
            .formatted(
                found.getRunId(),
                run.getFork().getEpoch(),
                run.getRunId(),
                Display.oneLine(run.getConfig().getName())));
    return made.follow(session, run);
  }
}
