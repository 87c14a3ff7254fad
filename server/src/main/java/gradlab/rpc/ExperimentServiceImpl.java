package gradlab.rpc;

import static gradlab.rpc.Answers.answer;

import gradlab.experiments.sweep.Sweeps;
import gradlab.runs.ImportedRuns;
import gradlab.runs.RunManager;
import gradlab.v1.CompareRunsRequest;
import gradlab.v1.CompareRunsResponse;
import gradlab.v1.EvaluateSweepRequest;
import gradlab.v1.EvaluateSweepResponse;
import gradlab.v1.ExperimentServiceGrpc;
import gradlab.v1.ExtendSweepRequest;
import gradlab.v1.ExtendSweepResponse;
import gradlab.v1.GetGroupRequest;
import gradlab.v1.GetGroupResponse;
import gradlab.v1.GetSweepRequest;
import gradlab.v1.GetSweepResponse;
import gradlab.v1.ImportRunRequest;
import gradlab.v1.ImportRunResponse;
import gradlab.v1.ListGroupsRequest;
import gradlab.v1.ListGroupsResponse;
import gradlab.v1.ListSweepsRequest;
import gradlab.v1.ListSweepsResponse;
import gradlab.v1.PauseSweepRequest;
import gradlab.v1.PauseSweepResponse;
import gradlab.v1.RenderFigureRequest;
import gradlab.v1.RenderFigureResponse;
import gradlab.v1.ResumeSweepRequest;
import gradlab.v1.ResumeSweepResponse;
import gradlab.v1.StartGroupRequest;
import gradlab.v1.StartGroupResponse;
import gradlab.v1.StartSweepRequest;
import gradlab.v1.StartSweepResponse;
import gradlab.v1.StopSweepRequest;
import gradlab.v1.StopSweepResponse;
import io.grpc.stub.StreamObserver;
import java.util.OptionalDouble;

/** What is said about several runs. */
public final class ExperimentServiceImpl extends ExperimentServiceGrpc.ExperimentServiceImplBase {
  private final Figures figures;
  private final Groups groups;
  private final Comparisons comparisons;
  private final SweepCalls sweeps;
  private final RunManager runs;
  private final Imports imports;

  /**
   * @param pricePerHour of the device; empty: not known
   */
  public ExperimentServiceImpl(
      RunManager runs,
      Starts starts,
      Sweeps sweeps,
      OptionalDouble pricePerHour,
      ImportedRuns imported) {
    this.runs = runs;
    this.sweeps = new SweepCalls(runs, sweeps, starts, pricePerHour);
    this.figures = new Figures(runs);
    this.groups = new Groups(runs, starts);
    this.comparisons = new Comparisons(runs, groups);
    this.imports = new Imports(imported);
  }

  @Override
  public void renderFigure(
      RenderFigureRequest request, StreamObserver<RenderFigureResponse> client) {
    answer(client, () -> figures.render(request));
  }

  @Override
  public void startGroup(StartGroupRequest request, StreamObserver<StartGroupResponse> client) {
    answer(client, () -> groups.start(request));
  }

  @Override
  public void getGroup(GetGroupRequest request, StreamObserver<GetGroupResponse> client) {
    answer(client, () -> groups.get(request));
  }

  @Override
  public void listGroups(ListGroupsRequest request, StreamObserver<ListGroupsResponse> client) {
    answer(client, () -> groups.list(request));
  }

  @Override
  public void compareRuns(CompareRunsRequest request, StreamObserver<CompareRunsResponse> client) {
    answer(client, () -> comparisons.compare(request));
  }

  @Override
  public void startSweep(StartSweepRequest request, StreamObserver<StartSweepResponse> client) {
    answer(client, () -> sweeps.start(request));
  }

  @Override
  public void getSweep(GetSweepRequest request, StreamObserver<GetSweepResponse> client) {
    answer(client, () -> sweeps.get(request.getSweepId()));
  }

  @Override
  public void listSweeps(ListSweepsRequest request, StreamObserver<ListSweepsResponse> client) {
    answer(client, () -> sweeps.list());
  }

  @Override
  public void pauseSweep(PauseSweepRequest request, StreamObserver<PauseSweepResponse> client) {
    answer(
        client,
        () -> PauseSweepResponse.newBuilder().setSweep(sweeps.pause(request.getSweepId())).build());
  }

  @Override
  public void resumeSweep(ResumeSweepRequest request, StreamObserver<ResumeSweepResponse> client) {
    answer(
        client,
        () ->
            ResumeSweepResponse.newBuilder().setSweep(sweeps.resume(request.getSweepId())).build());
  }

  @Override
  public void stopSweep(StopSweepRequest request, StreamObserver<StopSweepResponse> client) {
    answer(
        client,
        () -> StopSweepResponse.newBuilder().setSweep(sweeps.stop(request.getSweepId())).build());
  }

  @Override
  public void extendSweep(ExtendSweepRequest request, StreamObserver<ExtendSweepResponse> client) {
    answer(client, () -> ExtendSweepResponse.newBuilder().setSweep(sweeps.extend(request)).build());
  }

  @Override
  public void evaluateSweep(
      EvaluateSweepRequest request, StreamObserver<EvaluateSweepResponse> client) {
    answer(
        client,
        () -> {
          var run = sweeps.evaluate(request.getSweepId(), request.getAgain());
          return EvaluateSweepResponse.newBuilder()
              .setRun(RunMessages.run(run, runs.queuePosition(run.id())))
              .setSweep(SweepMessages.sweep(sweeps.view(request.getSweepId())))
              .build();
        });
  }

  @Override
  public void importRun(ImportRunRequest request, StreamObserver<ImportRunResponse> client) {
    answer(client, () -> imports.run(request));
  }
}
