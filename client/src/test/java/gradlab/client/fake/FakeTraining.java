package gradlab.client.fake;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
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
import gradlab.v1.GradientFlow;
import gradlab.v1.KillRunRequest;
import gradlab.v1.KillRunResponse;
import gradlab.v1.ListRunsRequest;
import gradlab.v1.ListRunsResponse;
import gradlab.v1.PauseRunRequest;
import gradlab.v1.PauseRunResponse;
import gradlab.v1.ResumeRunRequest;
import gradlab.v1.ResumeRunResponse;
import gradlab.v1.Run;
import gradlab.v1.RunState;
import gradlab.v1.StartRunRequest;
import gradlab.v1.StartRunResponse;
import gradlab.v1.StopRunRequest;
import gradlab.v1.StopRunResponse;
import gradlab.v1.StreamMetricsRequest;
import gradlab.v1.StreamMetricsResponse;
import gradlab.v1.TrainingServiceGrpc;
import gradlab.v1.UploadArtifactRequest;
import gradlab.v1.UploadArtifactResponse;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs by script. A list answers with two runs a page, so that paging is always tested. */
public final class FakeTraining extends TrainingServiceGrpc.TrainingServiceImplBase {
  private static final int PAGE = 2;

  private final Map<String, FakeRun> runs = new LinkedHashMap<>();
  private final List<StartRunRequest> started = new ArrayList<>();
  private final List<GetGradientFlowRequest> flowRequests = new ArrayList<>();
  private final List<DiagnoseRunRequest> diagnoseRequests = new ArrayList<>();
  private final List<ForkRunRequest> forked = new ArrayList<>();
  private final List<ResumeRunRequest> resumed = new ArrayList<>();
  private final List<StreamMetricsRequest> streams = new ArrayList<>();
  private final Map<String, byte[]> uploads = new LinkedHashMap<>();
  private final Deque<StatusRuntimeException> uploadRefusals = new ArrayDeque<>();
  private UploadArtifactRequest uploadHead = UploadArtifactRequest.getDefaultInstance();
  private final Map<String, byte[]> folders = new LinkedHashMap<>();
  private boolean damaged;
  private final Deque<StatusRuntimeException> startFailures = new ArrayDeque<>();
  private Consumer<FakeRun> whenStarted = run -> {};
  private Consumer<FakeRun> whenEvaluated = run -> {};
  private Function<Run, GradientFlow> flowOf = run -> Samples.shallowFlow();

  public synchronized FakeRun add(Run run) {
    var fake = new FakeRun(run);
    runs.put(run.getRunId(), fake);
    return fake;
  }

  public synchronized List<StartRunRequest> started() {
    return List.copyOf(started);
  }

  public synchronized List<DiagnoseRunRequest> diagnoseRequests() {
    return List.copyOf(diagnoseRequests);
  }

  public synchronized List<GetGradientFlowRequest> flowRequests() {
    return List.copyOf(flowRequests);
  }

  public synchronized List<StreamMetricsRequest> streams() {
    return List.copyOf(streams);
  }

  synchronized int running() {
    return (int)
        runs.values().stream()
            .filter(fake -> fake.run().getState() == RunState.RUN_STATE_RUNNING)
            .count();
  }

  public synchronized boolean has(String runId) {
    return runs.containsKey(runId);
  }

  /** The next StartRun fails so. */
  public synchronized void failStart(StatusRuntimeException failure) {
    startFailures.add(failure);
  }

  public synchronized void whenStarted(Consumer<FakeRun> script) {
    whenStarted = script;
  }

  public synchronized void whenEvaluated(Consumer<FakeRun> script) {
    whenEvaluated = script;
  }

  public synchronized void flowOf(Function<Run, GradientFlow> flow) {
    flowOf = flow;
  }

  synchronized void forgetFollowers() {
    runs.values().forEach(FakeRun::forgetFollowers);
  }

  /** A google.rpc.Status as gradlab's server makes it. */
  public static StatusRuntimeException refusal(
      Code code, String reason, String message, String... violations) {
    var status =
        com.google.rpc.Status.newBuilder()
            .setCode(code.getNumber())
            .setMessage(message)
            .addDetails(
                Any.pack(ErrorInfo.newBuilder().setReason(reason).setDomain("gradlab").build()));
    if (violations.length > 0) {
      var bad = BadRequest.newBuilder();
      for (String violation : violations) {
        bad.addFieldViolationsBuilder()
            .setField(violation.substring(0, violation.indexOf(':')))
            .setDescription(violation.substring(violation.indexOf(':') + 1).strip());
      }
      status.addDetails(Any.pack(bad.build()));
    }
    return StatusProto.toStatusRuntimeException(status.build());
  }

  @Override
  public synchronized void startRun(
      StartRunRequest request, StreamObserver<StartRunResponse> answer) {
    started.add(request);
    if (!startFailures.isEmpty()) {
      answer.onError(startFailures.poll());
      return;
    }
    String name = request.getConfig().getName();
    String network = request.getConfig().getNetwork().getNetwork();
    var run =
        Samples.run("run" + started.size(), name.isEmpty() ? network + "-s0" : name, network)
            .toBuilder();
    String block = request.getConfig().getNetwork().getBlock();
    if (!block.isEmpty()) {
      run.getConfigBuilder().getNetworkBuilder().setBlock(block);
    }
    FakeRun fake = add(run.build());
    answer.onNext(StartRunResponse.newBuilder().setRun(run).build());
    answer.onCompleted();
    whenStarted.accept(fake);
  }

  @Override
  public synchronized void streamMetrics(
      StreamMetricsRequest request, StreamObserver<StreamMetricsResponse> answer) {
    streams.add(request);
    if (!runs.containsKey(request.getRunId())) {
      answer.onError(notFound(request.getRunId()));
      return;
    }
    runs.get(request.getRunId()).follow(request.getFromSeq(), answer);
  }

  @Override
  public synchronized void getRun(GetRunRequest request, StreamObserver<GetRunResponse> answer) {
    with(request.getRunId(), answer, run -> GetRunResponse.newBuilder().setRun(run.run()).build());
  }

  @Override
  public synchronized void listRuns(
      ListRunsRequest request, StreamObserver<ListRunsResponse> answer) {
    int from = request.getPageToken().isEmpty() ? 0 : Integer.parseInt(request.getPageToken());
    List<FakeRun> all = List.copyOf(runs.values());
    int to = Math.min(all.size(), from + Math.min(PAGE, request.getPageSize()));
    answer.onNext(
        ListRunsResponse.newBuilder()
            .addAllRuns(all.subList(from, to).stream().map(FakeRun::run).toList())
            .setNextPageToken(to < all.size() ? Integer.toString(to) : "")
            .build());
    answer.onCompleted();
  }

  @Override
  public synchronized void getGradientFlow(
      GetGradientFlowRequest request, StreamObserver<GetGradientFlowResponse> answer) {
    flowRequests.add(request);
    with(
        request.getRunId(),
        answer,
        run ->
            GetGradientFlowResponse.newBuilder()
                .setRunId(request.getRunId())
                .addFlows(flowOf.apply(run.run()))
                .build());
  }

  @Override
  public synchronized void stopRun(StopRunRequest request, StreamObserver<StopRunResponse> answer) {
    change(
        request.getRunId(),
        answer,
        RunState.RUN_STATE_STOPPING,
        run -> StopRunResponse.newBuilder().setRun(run).build());
  }

  @Override
  public synchronized void killRun(KillRunRequest request, StreamObserver<KillRunResponse> answer) {
    change(
        request.getRunId(),
        answer,
        RunState.RUN_STATE_KILLED,
        run -> KillRunResponse.newBuilder().setRun(run).build());
  }

  @Override
  public synchronized void pauseRun(
      PauseRunRequest request, StreamObserver<PauseRunResponse> answer) {
    change(
        request.getRunId(),
        answer,
        RunState.RUN_STATE_PAUSING,
        run -> PauseRunResponse.newBuilder().setRun(run).build());
  }

  @Override
  public synchronized void forkRun(ForkRunRequest request, StreamObserver<ForkRunResponse> answer) {
    forked.add(request);
    with(
        request.getRunId(),
        answer,
        parent -> {
          var run = Samples.run("fork" + forked.size(), "forked", "VGG_08").toBuilder();
          run.getForkBuilder().setParentRunId(request.getRunId()).setEpoch(request.getAtEpoch());
          add(run.build());
          return ForkRunResponse.newBuilder().setRun(run).build();
        });
  }

  /** Every ForkRun request. */
  public synchronized List<ForkRunRequest> forked() {
    return List.copyOf(forked);
  }

  /** Every ResumeRun request. */
  public synchronized List<ResumeRunRequest> resumed() {
    return List.copyOf(resumed);
  }

  @Override
  public synchronized void resumeRun(
      ResumeRunRequest request, StreamObserver<ResumeRunResponse> answer) {
    resumed.add(request);
    change(
        request.getRunId(),
        answer,
        RunState.RUN_STATE_QUEUED,
        run -> ResumeRunResponse.newBuilder().setRun(run).build());
  }

  @Override
  public synchronized void deleteRun(
      DeleteRunRequest request, StreamObserver<DeleteRunResponse> answer) {
    if (runs.containsKey(request.getRunId())
        && runs.get(request.getRunId()).run().getState() == RunState.RUN_STATE_RUNNING) {
      answer.onError(
          refusal(
              Code.FAILED_PRECONDITION,
              "WRONG_STATE",
              "run " + request.getRunId() + " is RUNNING: stop it first"));
      return;
    }
    with(
        request.getRunId(),
        answer,
        run -> {
          runs.remove(request.getRunId());
          return DeleteRunResponse.getDefaultInstance();
        });
  }

  @Override
  public synchronized void evaluateRun(
      EvaluateRunRequest request, StreamObserver<EvaluateRunResponse> answer) {
    change(
        request.getRunId(),
        answer,
        RunState.RUN_STATE_QUEUED,
        run -> EvaluateRunResponse.newBuilder().setRun(run).build());
    whenEvaluated.accept(runs.get(request.getRunId()));
  }

  @Override
  public synchronized void diagnoseRun(
      DiagnoseRunRequest request, StreamObserver<DiagnoseRunResponse> answer) {
    with(
        request.getRunId(),
        answer,
        run -> {
          var network = run.run().getConfig().getNetwork();
          boolean broken =
              network.getNetwork().equals("VGG_38") && !network.getBlock().equals("bn_residual");
          diagnoseRequests.add(request);
          return broken ? Samples.vanishing() : Samples.healthy();
        });
  }

  /** Content that tells what was asked for, in two chunks. */
  @Override
  public synchronized void downloadArtifact(
      DownloadArtifactRequest request, StreamObserver<DownloadArtifactResponse> answer) {
    if (!runs.containsKey(request.getRunId())) {
      answer.onError(notFound(request.getRunId()));
      return;
    }
    byte[] content =
        folders.containsKey(request.getName())
            ? folders.get(request.getName())
            : "%s %s of %s"
                .formatted(request.getCheckpoint(), request.getName(), request.getRunId())
                .getBytes(StandardCharsets.UTF_8);
    int half = content.length / 2;
    answer.onNext(
        DownloadArtifactResponse.newBuilder()
            .setChunk(ByteString.copyFrom(content, 0, half))
            .setCheckpoint("epoch-0001")
            .build());
    answer.onNext(
        DownloadArtifactResponse.newBuilder()
            .setChunk(ByteString.copyFrom(content, half, content.length - half))
            .setSha256(damaged ? "00" : sha256(content))
            .build());
    answer.onCompleted();
  }

  /** What is downloaded under this name. */
  public synchronized void folder(String name, byte[] zip) {
    folders.put(name, zip);
  }

  /** What is downloaded next does not have its checksum. */
  public synchronized void damageDownloads() {
    damaged = true;
  }

  /** The content of every upload, by its artifact id. */
  public synchronized Map<String, byte[]> uploads() {
    return Map.copyOf(uploads);
  }

  /** The first message of the newest upload. */
  public synchronized UploadArtifactRequest uploadHead() {
    return uploadHead;
  }

  /** The next uploads are refused at their first message. */
  public synchronized void refuseUploads(StatusRuntimeException refusal) {
    uploadRefusals.add(refusal);
  }

  @Override
  public synchronized StreamObserver<UploadArtifactRequest> uploadArtifact(
      StreamObserver<UploadArtifactResponse> answer) {
    return new FakeUpload(answer);
  }

  private final class FakeUpload implements StreamObserver<UploadArtifactRequest> {
    private final StreamObserver<UploadArtifactResponse> answer;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private String sha256 = "";
    private boolean refused;

    private FakeUpload(StreamObserver<UploadArtifactResponse> answer) {
      this.answer = answer;
    }

    @Override
    public void onNext(UploadArtifactRequest message) {
      synchronized (FakeTraining.this) {
        if (refused) {
          return;
        }
        if (!uploadRefusals.isEmpty()) {
          refused = true;
          answer.onError(uploadRefusals.poll());
          return;
        }
        if (content.size() == 0) {
          uploadHead = message;
        }
        content.writeBytes(message.getChunk().toByteArray());
        sha256 = message.getSha256();
      }
    }

    @Override
    public void onError(Throwable broken) {}

    @Override
    public void onCompleted() {
      synchronized (FakeTraining.this) {
        if (refused) {
          return;
        }
        String actual = FakeTraining.sha256(content.toByteArray());
        if (!actual.equals(sha256)) {
          answer.onError(refusal(Code.INVALID_ARGUMENT, "INVALID_REQUEST", "bad", "sha256: bad"));
          return;
        }
        uploads.put(actual, content.toByteArray());
        answer.onNext(UploadArtifactResponse.newBuilder().setArtifactId(actual).build());
        answer.onCompleted();
      }
    }
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static StatusRuntimeException notFound(String runId) {
    return refusal(Code.NOT_FOUND, "NOT_FOUND", "there is no run " + runId);
  }

  private <A> void with(String runId, StreamObserver<A> answer, Function<FakeRun, A> made) {
    if (!runs.containsKey(runId)) {
      answer.onError(notFound(runId));
      return;
    }
    answer.onNext(made.apply(runs.get(runId)));
    answer.onCompleted();
  }

  private <A> void change(
      String runId, StreamObserver<A> answer, RunState state, Function<Run, A> made) {
    with(runId, answer, run -> made.apply(run.state(state, "asked to").run()));
  }
}
