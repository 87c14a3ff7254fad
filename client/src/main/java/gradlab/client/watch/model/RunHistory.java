package gradlab.client.watch.model;

import gradlab.client.listing.EventText;
import gradlab.client.output.Display;
import gradlab.client.view.LineView;
import gradlab.v1.DiagnoseRunResponse;
import gradlab.v1.EpochMetrics;
import gradlab.v1.GetServerInfoResponse;
import gradlab.v1.GradientFlow;
import gradlab.v1.LayerGradient;
import gradlab.v1.Run;
import gradlab.v1.RunEvent;
import gradlab.v1.StepMetrics;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Gathers what is known of a run; filled by some threads, read by the one that draws. */
public final class RunHistory {
  private static final int EVENTS = 60;

  private final Thinned<EpochMetrics> epochs = new Thinned<>();
  private final Thinned<StepMetrics> steps = new Thinned<>();
  private final Thinned<Flow> flows = new Thinned<>();
  private final Deque<String> events = new ArrayDeque<>();
  private List<String> layers = List.of();
  private Run run;
  private Optional<DiagnoseRunResponse> diagnosis = Optional.empty();
  private Optional<GetServerInfoResponse> server = Optional.empty();
  private String message = "";
  private long lastSeq;
  private long version;
  private long flowsSeen;

  public RunHistory(Run run) {
    this.run = run;
  }

  public synchronized void event(RunEvent event) {
    lastSeq = event.getSeq();
    message = "";
    version++;
    if (LineView.landmark(event)) {
      events.addLast(Display.clock(event.getTime()) + "  " + EventText.words(event));
      if (events.size() > EVENTS) {
        events.removeFirst();
      }
    }
    switch (event.getKindCase()) {
      case STEP -> steps.put(event.getStep().getStep(), event.getStep());
      case EPOCH -> epochs.put(event.getEpoch().getEpoch(), event.getEpoch());
      case GRADIENT_FLOW -> flow(event.getGradientFlow());
      case REWOUND -> rewind(event.getRewound().getToStep());
      case STATE_CHANGED -> {
        var changed = event.getStateChanged();
        run =
            run.toBuilder()
                .setState(changed.getState())
                .setStateReason(changed.getReason())
                .setCause(changed.getCause())
                .build();
      }
      case TEST -> run = run.toBuilder().setTest(event.getTest()).build();
      case ATTEMPT_STARTED ->
          run =
              run.toBuilder()
                  .setAttempt(event.getAttemptStarted().getAttempt())
                  .setProvenance(event.getAttemptStarted().getProvenance())
                  .build();
      case CHECKPOINT, CHECKPOINTS_REMOVED, NOTE, KIND_NOT_SET -> {
        // Nothing of them is drawn but their line.
      }
    }
  }

  private void flow(GradientFlow flow) {
    flows.put(flow.getEpoch(), Flow.of(flow));
    layers =
        flow.getLayersList().stream().map(LayerGradient::getLayer).map(Display::oneLine).toList();
    flowsSeen++;
  }

  /** The run goes on from an older step: what came after it is trained anew. */
  private void rewind(long toStep) {
    steps.removeIf(step -> step.getStep() > toStep);
    epochs.removeIf(epoch -> epoch.getStep() > toStep);
    flows.removeIf(flow -> flow.step() > toStep);
  }

  /** The run as the server describes it, unless newer events say otherwise. */
  public synchronized void run(Run described) {
    if (described.getLastSeq() >= lastSeq && !described.equals(run)) {
      run = described;
      version++;
    }
  }

  public synchronized void diagnosis(DiagnoseRunResponse made) {
    diagnosis = Optional.of(made);
    version++;
  }

  public synchronized void server(GetServerInfoResponse info) {
    if (!server.equals(Optional.of(info))) {
      server = Optional.of(info);
      version++;
    }
  }

  /** Shown until the next event. */
  public synchronized void message(String text) {
    message = Display.oneLine(text);
    version++;
  }

  /** Grows with everything that is new. */
  public synchronized long version() {
    return version;
  }

  /** Gradient flows up to now, replayed ones too: another number asks for another diagnosis. */
  public synchronized long flowsSeen() {
    return flowsSeen;
  }

  public synchronized long lastSeq() {
    return lastSeq;
  }

  public synchronized Snapshot snapshot() {
    return new Snapshot(
        run,
        epochs.copy(),
        steps.copy(),
        flows.copy(),
        layers,
        diagnosis,
        server,
        List.copyOf(events),
        message,
        lastSeq);
  }
}
