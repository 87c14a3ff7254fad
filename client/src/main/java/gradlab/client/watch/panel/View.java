package gradlab.client.watch.panel;

import gradlab.client.watch.model.EpochWindow;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How the person wants to see the run.
 *
 * @param full the number of the panel that fills the screen, from 1; 0: all of them
 * @param log whether losses are on a logarithmic axis
 * @param grouped whether layers share a row where there are more layers than rows; else they scroll
 * @param scroll the first layer in sight, where they scroll
 * @param pausedAt number of the newest event when the view was paused
 * @param picker the list of runs, while one is chosen
 * @param help whether the keys are explained
 */
public record View(
    int full,
    boolean log,
    boolean grouped,
    int scroll,
    EpochWindow window,
    OptionalLong pausedAt,
    Optional<Picker> picker,
    boolean help) {
  public static final View FIRST =
      new View(0, false, true, 0, EpochWindow.ALL, OptionalLong.empty(), Optional.empty(), false);

  public View full(int panel) {
    return new View(panel, log, grouped, scroll, window, pausedAt, picker, help);
  }

  public View log(boolean wanted) {
    return new View(full, wanted, grouped, scroll, window, pausedAt, picker, help);
  }

  public View grouped(boolean wanted) {
    return new View(full, log, wanted, 0, window, pausedAt, picker, help);
  }

  public View scroll(int layer) {
    return new View(full, log, grouped, layer, window, pausedAt, picker, help);
  }

  public View window(EpochWindow shown) {
    return new View(full, log, grouped, scroll, shown, pausedAt, picker, help);
  }

  public View pausedAt(OptionalLong seq) {
    return new View(full, log, grouped, scroll, window, seq, picker, help);
  }

  public View picker(Optional<Picker> open) {
    return new View(full, log, grouped, scroll, window, pausedAt, open, help);
  }

  public View help(boolean shown) {
    return new View(full, log, grouped, scroll, window, pausedAt, picker, shown);
  }

  /** Another run: what belongs to this one is as at first. */
  public View ofAnotherRun() {
    return new View(
        full, log, grouped, 0, EpochWindow.ALL, OptionalLong.empty(), Optional.empty(), false);
  }
}
