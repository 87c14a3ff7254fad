package gradlab.rpc;

import static gradlab.rpc.Answers.answer;

import gradlab.artifacts.ArtifactStore;
import gradlab.cost.CostControl;
import gradlab.domain.GradlabException.WrongState;
import gradlab.domain.RunId;
import gradlab.experiments.sweep.Sweeps;
import gradlab.runs.RunManager;
import gradlab.runs.TrainedHere;
import gradlab.store.RunView;
import gradlab.v1.DeleteRunRequest;
import gradlab.v1.DeleteRunResponse;
import gradlab.v1.DiagnoseRunRequest;
import gradlab.v1.DiagnoseRunResponse;
import gradlab.v1.DownloadArtifactRequest;
import gradlab.v1.DownloadArtifactResponse;
import gradlab.v1.EvaluateRunRequest;
import gradlab.v1.EvaluateRunResponse;
import gradlab.v1.ForkRunRequest;
import gradlab.v1.ForkRunResponse;
import gradlab.v1.GetGradientFlowRequest;
import gradlab.v1.GetGradientFlowResponse;
import gradlab.v1.GetRunRequest;
import gradlab.v1.GetRunResponse;
import gradlab.v1.KillRunRequest;
import gradlab.v1.KillRunResponse;
import gradlab.v1.ListRunsRequest;
import gradlab.v1.ListRunsResponse;
import gradlab.v1.PauseRunRequest;
import gradlab.v1.PauseRunResponse;
import gradlab.v1.ResumeRunRequest;
import gradlab.v1.ResumeRunResponse;
import gradlab.v1.Run;
import gradlab.v1.StartRunRequest;
import gradlab.v1.StartRunResponse;
import gradlab.v1.StopRunRequest;
import gradlab.v1.StopRunResponse;
import gradlab.v1.StreamMetricsRequest;
import gradlab.v1.StreamMetricsResponse;
import gradlab.v1.TrainingServiceGrpc;
import gradlab.v1.UploadArtifactRequest;
import gradlab.v1.UploadArtifactResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * Starts runs, follows them, looks at their gradients. Each method: words of the API to the runs.
 */
public final class TrainingServiceImpl extends TrainingServiceGrpc.TrainingServiceImplBase {
  private final RunManager runs;
  private final Datasets datasets;
  private final MetricsStreams streams;
  private final ArtifactStore artifacts;
  private final CostControl cost;
  private final Starts starts;
  private final Sweeps sweeps;

  /**
   * @param cost what a run may use
   */
  public TrainingServiceImpl(
      RunManager runs,
      Datasets datasets,
      MetricsStreams streams,
      ArtifactStore artifacts,
      CostControl cost,
      Starts starts,
      Sweeps sweeps) {
    this.runs = runs;
    this.datasets = datasets;
    this.streams = streams;
    this.artifacts = artifacts;
    this.cost = cost;
    this.starts = starts;
    this.sweeps = sweeps;
  }

  @Override
  public void startRun(StartRunRequest request, StreamObserver<StartRunResponse> client) {
    answer(client, () -> StartRunResponse.newBuilder().setRun(message(start(request))).build());
  }

  private RunView start(StartRunRequest request) {
    return starts.start(
        StartRunValidator.check(request, starts.trainList()), request.getRequestId());
  }

  @Override
  public void streamMetrics(
      StreamMetricsRequest request, StreamObserver<StreamMetricsResponse> client) {
    try {
      var log = runs.log(RunId.of(request.getRunId()));
      streams.follow(
          log, request.getFromSeq(), (ServerCallStreamObserver<StreamMetricsResponse>) client);
    } catch (RuntimeException e) {
      client.onError(Errors.toStatus(e));
    }
  }

  @Override
  public void getGradientFlow(
      GetGradientFlowRequest request, StreamObserver<GetGradientFlowResponse> client) {
    answer(client, () -> GradientFlows.select(runs.log(RunId.of(request.getRunId())), request));
  }

  @Override
  public void getRun(GetRunRequest request, StreamObserver<GetRunResponse> client) {
    answer(
        client,
        () ->
            GetRunResponse.newBuilder()
                .setRun(message(runs.view(RunId.of(request.getRunId()))))
                .build());
  }

  @Override
  public void listRuns(ListRunsRequest request, StreamObserver<ListRunsResponse> client) {
    answer(client, () -> RunPages.page(runs, request));
  }

  @Override
  public void stopRun(StopRunRequest request, StreamObserver<StopRunResponse> client) {
    answer(
        client,
        () ->
            StopRunResponse.newBuilder()
                .setRun(message(runs.stop(RunId.of(request.getRunId()))))
                .build());
  }

  @Override
  public void killRun(KillRunRequest request, StreamObserver<KillRunResponse> client) {
    answer(
        client,
        () ->
            KillRunResponse.newBuilder()
                .setRun(message(runs.kill(RunId.of(request.getRunId()))))
                .build());
  }

  @Override
  public void resumeRun(ResumeRunRequest request, StreamObserver<ResumeRunResponse> client) {
    answer(
        client,
        () -> {
          var id = RunId.of(request.getRunId());
          TrainedHere.check(runs.view(id), "to resume");
          var limits = LimitRules.check(request, runs.view(id).limits());
          starts.checkResume(id, limits);
          var epoch =
              request.hasFromEpoch() ? OptionalInt.of(request.getFromEpoch()) : OptionalInt.empty();
          checkEpochs(request);
          var resumed =
              request.hasEpochs()
                  ? runs.extend(id, request.getEpochs(), limits)
                  : runs.resume(id, epoch, limits);
          return ResumeRunResponse.newBuilder().setRun(message(resumed)).build();
        });
  }

  private static void checkEpochs(ResumeRunRequest request) {
    var violations = new Violations();
    if (request.hasEpochs()) {
      violations.range("epochs", request.getEpochs(), 1, TrainingRules.MOST_EPOCHS);
    }
    if (request.hasEpochs() && request.hasFromEpoch()) {
      violations.add("epochs", "goes on from the newest checkpoint: leave out from_epoch");
    }
    violations.throwIfAny();
  }

  @Override
  public void deleteRun(DeleteRunRequest request, StreamObserver<DeleteRunResponse> client) {
    answer(
        client,
        () -> {
          runs.delete(RunId.of(request.getRunId()));
          return DeleteRunResponse.getDefaultInstance();
        });
  }

  @Override
  public void evaluateRun(EvaluateRunRequest request, StreamObserver<EvaluateRunResponse> client) {
    answer(
        client,
        () -> {
          var id = RunId.of(request.getRunId());
          TrainedHere.check(runs.view(id), "to evaluate");
          checkNoTrial(runs.view(id));
          cost.checkEvaluate();
          datasets.check();
          return EvaluateRunResponse.newBuilder()
              .setRun(message(runs.evaluate(id, request.getNow())))
              .build();
        });
  }

  /** Who looks at the test split of many trials has made it part of the search. */
  private void checkNoTrial(RunView run) {
    sweeps
        .sweepOf(run)
        .ifPresent(
            sweep -> {
              throw new WrongState(
                  "run %s is a trial of sweep %s: the test split is for its winner; `sweep evaluate %s` does that"
                      .formatted(run.id(), sweep, sweep));
            });
  }

  @Override
  public void diagnoseRun(DiagnoseRunRequest request, StreamObserver<DiagnoseRunResponse> client) {
    answer(client, () -> Diagnoses.answer(runs.log(RunId.of(request.getRunId())), request));
  }

  @Override
  public void downloadArtifact(
      DownloadArtifactRequest request, StreamObserver<DownloadArtifactResponse> client) {
    try {
      Artifacts.send(
          runs.log(RunId.of(request.getRunId())),
          request,
          artifacts,
          (ServerCallStreamObserver<DownloadArtifactResponse>) client);
    } catch (RuntimeException e) {
      client.onError(Errors.toStatus(e));
    }
  }

  @Override
  public void pauseRun(PauseRunRequest request, StreamObserver<PauseRunResponse> client) {
    answer(
        client,
        () ->
            PauseRunResponse.newBuilder()
                .setRun(message(runs.pause(RunId.of(request.getRunId()))))
                .build());
  }

  @Override
  public void forkRun(ForkRunRequest request, StreamObserver<ForkRunResponse> client) {
    answer(
        client,
        () -> {
          var parent = runs.view(RunId.of(request.getRunId()));
          TrainedHere.check(parent, "to fork");
          var config = ForkRules.check(parent.config(), request, starts.trainList());
          starts.check(config);
          if (runs.startedBy(request.getRequestId(), config).isEmpty()) {
            cost.checkStart(config);
          }
          datasets.check();
          var epoch =
              request.hasAtEpoch() ? OptionalInt.of(request.getAtEpoch()) : OptionalInt.empty();
          return ForkRunResponse.newBuilder()
              .setRun(message(runs.fork(parent.id(), epoch, config, request.getRequestId())))
              .build();
        });
  }

  @Override
  public StreamObserver<UploadArtifactRequest> uploadArtifact(
      StreamObserver<UploadArtifactResponse> client) {
    return new ArtifactReceiver(artifacts, client);
  }

  private Run message(RunView view) {
    return RunMessages.run(view, runs.queuePosition(view.id()), runs.queueHold(), Instant.now());
  }
}
