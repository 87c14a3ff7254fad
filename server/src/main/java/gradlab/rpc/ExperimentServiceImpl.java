package gradlab.rpc;

import static gradlab.rpc.Answers.answer;

import gradlab.runs.ImportedRuns;
import gradlab.runs.RunManager;
import gradlab.v1.CompareRunsRequest;
import gradlab.v1.CompareRunsResponse;
import gradlab.v1.ExperimentServiceGrpc;
import gradlab.v1.GetGroupRequest;
import gradlab.v1.GetGroupResponse;
import gradlab.v1.ImportRunRequest;
import gradlab.v1.ImportRunResponse;
import gradlab.v1.ListGroupsRequest;
import gradlab.v1.ListGroupsResponse;
import gradlab.v1.RenderFigureRequest;
import gradlab.v1.RenderFigureResponse;
import gradlab.v1.StartGroupRequest;
import gradlab.v1.StartGroupResponse;
import io.grpc.stub.StreamObserver;

/** What is said about several runs. */
public final class ExperimentServiceImpl extends ExperimentServiceGrpc.ExperimentServiceImplBase {
  private final Figures figures;
  private final Groups groups;
  private final Comparisons comparisons;
  private final Imports imports;

  public ExperimentServiceImpl(RunManager runs, Starts starts, ImportedRuns imported) {
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
  public void importRun(ImportRunRequest request, StreamObserver<ImportRunResponse> client) {
    answer(client, () -> imports.run(request));
  }
}
