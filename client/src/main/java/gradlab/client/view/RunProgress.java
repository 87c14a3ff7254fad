package gradlab.client.view;

import gradlab.client.connection.RunStates;
import gradlab.client.output.Display;
import gradlab.v1.Run;
import gradlab.v1.RunEvent;
import gradlab.v1.StepMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a run is, on one line of any width: what matters least goes first where there is no room.
 */
// VGG_08-s0  [██████░░░]  epoch 3/8  step 112/304  loss 4.1230  812 images/s  ETA 42s  cost 0.0123
public final class RunProgress {
  private static final String GAP = "  ";
  private static final int SHORTEST_NAME = 8;
  private static final int FEWEST_CELLS = 5;
  private static final int MOST_CELLS = 20;

  private final String name;
  private final int epochs;
  private final Glyphs glyphs;
  private final Estimate estimate;
  private String state;
  private Optional<StepMetrics> step;
  private double cost;

  public RunProgress(Run run, Glyphs glyphs) {
    this.name = Display.oneLine(run.getConfig().getName());
    this.epochs = run.getConfig().getTraining().getEpochs();
    this.glyphs = glyphs;
    this.estimate = new Estimate(run.getConfig().getTraining());
    this.state = RunStates.name(run.getState());
    this.step = run.hasLastStep() ? Optional.of(run.getLastStep()) : Optional.empty();
    this.cost = run.getCost();
    if (run.hasLastEpoch()) {
      estimate.epoch(run.getLastEpoch());
    }
  }

  public void event(RunEvent event) {
    if (event.hasStep()) {
      step = Optional.of(event.getStep());
    }
    if (event.hasEpoch()) {
      estimate.epoch(event.getEpoch());
    }
    if (event.hasStateChanged()) {
      state = RunStates.name(event.getStateChanged().getState());
    }
  }

  /** What it has cost so far; 0 where the server has no price. */
  public void cost(double now) {
    cost = now;
  }

  public String line(int columns) {
    String right = facts(true);
    if (Display.width(right) + SHORTEST_NAME > columns) {
      right = facts(false);
    }
    int room = columns - Display.width(right);
    String left = Display.cut(name, Math.max(SHORTEST_NAME, room));
    if (step.isPresent()) {
      int cells = Math.min(MOST_CELLS, columns - Display.width(left + right) - GAP.length() - 2);
      if (cells >= FEWEST_CELLS) {
        left += GAP + "[" + glyphs.progress(estimate.share(step.get()), cells) + "]";
      }
    }
    return Display.cut(left + right, columns);
  }

  private String facts(boolean whole) {
    return GAP + String.join(GAP, step.map(s -> facts(s, whole)).orElse(List.of(state)));
  }

  /**
   * @param whole with what the others tell as well
   */
  private List<String> facts(StepMetrics at, boolean whole) {
    List<String> facts = new ArrayList<>();
    facts.add("epoch %d/%d".formatted(at.getEpoch() + 1, epochs));
    facts.add("step " + at.getStep() + (whole ? "/" + estimate.totalSteps(at) : ""));
    facts.add("loss " + Display.fixed(at.getTrainLoss()));
    boolean works = state.equals("RUNNING");
    facts.add(works ? Display.rate(at.getImagesPerSecond()) + " images/s" : state);
    if (works) {
      facts.add("ETA " + Display.duration(estimate.left(at)));
    }
    if (cost > 0) {
      facts.add("cost " + Display.money(cost));
    }
    return facts;
  }
}
