package gradlab.client.demo;

import gradlab.client.connection.Connection;
import gradlab.client.connection.RunFollower;
import gradlab.client.connection.RunStates;
import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.demo.DemoPlan.Subject;
import gradlab.client.output.Display;
import gradlab.client.transfer.Download;
import gradlab.client.view.RunView;
import gradlab.client.view.SideBySide.Titled;
import gradlab.v1.DiagnoseRunRequest;
import gradlab.v1.DownloadArtifactRequest;
import gradlab.v1.FigureKind;
import gradlab.v1.GetGradientFlowRequest;
import gradlab.v1.GetServerInfoRequest;
import gradlab.v1.GradientFlow;
import gradlab.v1.RenderFigureRequest;
import gradlab.v1.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The contrast the laboratory is about, from nothing: VGG_08 learns, VGG_38 does not, and the
 * gradients show why.
 */
public final class Demo {
  private static final Duration LOST_SERVER_MAY_BE_AWAY = Duration.ofSeconds(10);

  private final DemoPlan plan;
  private final String launcher;
  private final DemoScreen screen;

  public Demo(DemoPlan plan, String launcher, DemoScreen screen) {
    this.plan = plan;
    this.launcher = launcher;
    this.screen = screen;
  }

  /** Stops the server it started however it ends. */
  public ExitCode run() throws InterruptedException {
    long startedAt = System.nanoTime();
    createOut();
    screen.message("starting a server; its log is in " + plan.out().resolve("server.log"));
    ExitCode exitCode;
    try (var server = new DemoServer(launcher, plan.out());
        var connection = new Connection(server.address())) {
      exitCode = run(connection);
    }
    var took = Duration.ofNanos(System.nanoTime() - startedAt);
    screen.line("The demo took " + Display.duration(took) + ".");
    return exitCode;
  }

  private ExitCode run(Connection connection) throws InterruptedException {
    var info = connection.server().getServerInfo(GetServerInfoRequest.getDefaultInstance());
    screen.line(Display.oneLine(info.getDataset().getMessage()));
    var runs = new LinkedHashMap<Subject, Run>();
    for (Subject subject : DemoPlan.SUBJECTS) {
      runs.put(subject, train(connection, subject));
    }
    screen.line("");
    screen.sideBySide(
        runs.entrySet().stream()
            .map(e -> new Titled(e.getKey().title(), flow(connection, e.getValue())))
            .toList());
    screen.line("");
    runs.forEach((subject, run) -> screen.line(verdict(connection, subject, run)));
    keep(connection, runs);
    return judge(runs);
  }

  private Run train(Connection connection, Subject subject) throws InterruptedException {
    Run started = connection.training().startRun(plan.request(subject)).getRun();
    Run ended;
    try (RunView view = screen.view(started)) {
      ended =
          new RunFollower(connection, LOST_SERVER_MAY_BE_AWAY, view::message)
              .follow(started.getRunId(), 1, Instant.MAX, view)
              .orElseThrow(InterruptedException::new); // nobody reads our output any more
    }
    ExitCode exitCode = RunStates.exitCode(ended.getState());
    if (exitCode != ExitCode.DONE) {
      throw new Failure(
          exitCode,
          "%s ended as %s: %s"
              .formatted(subject.title(), RunStates.name(ended.getState()), ended.getStateReason()),
          "the server's log: " + plan.out().resolve("server.log"));
    }
    return ended;
  }

  private static GradientFlow flow(Connection connection, Run run) {
    var flows =
        connection
            .training()
            .getGradientFlow(GetGradientFlowRequest.newBuilder().setRunId(run.getRunId()).build())
            .getFlowsList();
    return flows.isEmpty() ? GradientFlow.getDefaultInstance() : flows.get(flows.size() - 1);
  }

  private static String verdict(Connection connection, Subject subject, Run run) {
    var diagnosis =
        connection
            .training()
            .diagnoseRun(DiagnoseRunRequest.newBuilder().setRunId(run.getRunId()).build());
    return Display.oneLine(
        subject.title() + ": " + diagnosis.getVerdict() + ". " + diagnosis.getExplanation());
  }

  private void keep(Connection connection, Map<Subject, Run> runs) {
    var request = RenderFigureRequest.newBuilder().setKind(FigureKind.FIGURE_KIND_GRADIENT_FLOW);
    runs.values().forEach(run -> request.addRunIds(run.getRunId()));
    var figure = connection.experiments().renderFigure(request.build());
    Path svg = plan.out().resolve("gradient_flow.svg");
    try {
      Files.write(svg, figure.getContent().toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + svg, e);
    }
    var written = new ArrayList<Path>(List.of(svg));
    var download = new Download(connection);
    runs.forEach(
        (subject, run) -> {
          Path csv = plan.out().resolve(subject.folder()).resolve("summary.csv");
          download.replace(summaryOf(run), csv);
          written.add(csv);
        });
    screen.line(
        "Written: " + written.stream().map(Path::toString).collect(Collectors.joining(", ")));
  }

  private static DownloadArtifactRequest summaryOf(Run run) {
    return DownloadArtifactRequest.newBuilder()
        .setRunId(run.getRunId())
        .setName("summary.csv")
        .build();
  }

  private static ExitCode judge(Map<Subject, Run> runs) {
    var broken = new ArrayList<String>();
    runs.forEach(
        (subject, run) -> {
          double loss = run.getLastEpoch().getTrainLoss();
          if (!(loss < subject.lossBelow())) {
            broken.add(
                "%s should have learned: train_loss %s, expected below %s"
                    .formatted(subject.title(), loss, subject.lossBelow()));
          }
          if (!(loss > subject.lossAbove())) {
            broken.add(
                "%s should not have learned: train_loss %s, expected above %s"
                    .formatted(subject.title(), loss, subject.lossAbove()));
          }
        });
    if (!broken.isEmpty()) {
      throw new Failure(
          ExitCode.GATE,
          "the contrast does not show:",
          broken,
          "with other --epochs or --train-limit than the default it need not");
    }
    return ExitCode.DONE;
  }

  private void createOut() {
    try {
      Files.createDirectories(plan.out());
    } catch (IOException e) {
      throw new Failure(
              ExitCode.USAGE,
              "the folder " + plan.out() + " cannot be made: " + e,
              "name another one with --out DIR")
          .causedBy(e);
    }
  }
}
