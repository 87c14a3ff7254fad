package gradlab.client.view;

import gradlab.client.connection.RunStates;
import gradlab.client.listing.EventText;
import gradlab.client.output.Display;
import gradlab.v1.Run;
import gradlab.v1.RunEvent;
import gradlab.v1.StepMetrics;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A progress bar with ETA, and above it a line for each finished epoch. */
public final class ProgressView implements RunView {
  private final StatusLine status;
  private final ProgressLine line;
  private final LongSupplier nanos;
  private final long startedAt;
  private final String name;
  private final int epochs;
  private final Estimate estimate;
  private String state;
  private Optional<StepMetrics> lastStep = Optional.empty();

  /**
   * @param name the run's name on the screen
   */
  public ProgressView(String name, Run run, StatusLine status, Glyphs glyphs, LongSupplier nanos) {
    this.name = Display.oneLine(name);
    this.status = status;
    this.line = new ProgressLine(glyphs);
    this.nanos = nanos;
    this.startedAt = nanos.getAsLong();
    this.epochs = run.getConfig().getTraining().getEpochs();
    this.estimate = new Estimate(run.getConfig().getTraining());
    this.state = RunStates.name(run.getState());
  }

  @Override
  public void event(RunEvent event) {
    if (event.hasStep()) {
      lastStep = Optional.of(event.getStep());
    }
    if (event.hasEpoch()) {
      estimate.epoch(event.getEpoch());
    }
    if (event.hasStateChanged()) {
      state = RunStates.name(event.getStateChanged().getState());
    }
    if (LineView.landmark(event)) {
      status.above(name + "  " + EventText.words(event));
    }
    draw();
  }

  @Override
  public void idle() {
    draw();
  }

  @Override
  public void message(String text) {
    status.above(text);
  }

  @Override
  public void standAside() {
    status.clear();
  }

  @Override
  public void close() {
    status.close();
  }

  private void draw() {
    int columns = status.columns();
    status.draw(
        lastStep
            .map(step -> line.training(name, epochs, step, estimate, columns))
            .orElseGet(
                () ->
                    line.waiting(
                        name, state, Duration.ofNanos(nanos.getAsLong() - startedAt), columns)));
  }
}
