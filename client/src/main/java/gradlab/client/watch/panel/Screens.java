package gradlab.client.watch.panel;

import gradlab.client.watch.grid.Area;
import gradlab.client.watch.grid.Grid;
import gradlab.client.watch.grid.Look;
import gradlab.client.watch.grid.Role;
import gradlab.client.watch.model.Snapshot;
import java.util.List;

/** The whole screen. */
// VGG_38-s0 (3f2a)  RUNNING          server
// epoch 3/8  [██████░░░░]  step 112/304  ...
// 1 loss ─────────────  3 mean |g| ─────────
// 2 accuracy ─────────  4 mean |g| over epochs
// 5 speed, device ────
// diagnosis: vanishing gradient_ratio 4.4e-14
// 12:00:01  epoch 2  train loss 4.6 ...
// q quit  ? help  ...
public final class Screens {
  public static final int FEWEST_ROWS = 20;
  public static final int FEWEST_COLUMNS = 60;

  private static final int TOP = 2;
  private static final int BOTTOM = 3;

  /** From here on the gradients get two columns of panels, with room for every layer's row. */
  private static final int WIDE = 120;

  private static final int GAP = 1;

  private static final List<Panel> PANELS =
      List.of(
          new CurvePanel(1, Curves.LOSS),
          new CurvePanel(2, Curves.ACCURACY),
          new BarPanel(3),
          new HeatPanel(4),
          new FactPanel(5));

  public static final int PANEL_COUNT = PANELS.size();

  private Screens() {}

  /**
   * @param server its address
   * @param note an answer to the last key; may be empty
   */
  public static void draw(
      Grid grid, Snapshot snapshot, View view, String server, String note, Look look) {
    Area area = grid.area();
    if (area.rows() < FEWEST_ROWS || area.columns() < FEWEST_COLUMNS) {
      tooSmall(area, look);
      return;
    }
    StatusRows.top(area.part(0, 0, TOP, area.columns()), snapshot, view, server, look);
    StatusRows.bottom(
        area.part(area.rows() - BOTTOM, 0, BOTTOM, area.columns()), snapshot, view, note, look);
    Area middle = area.part(TOP, 0, area.rows() - TOP - BOTTOM, area.columns());
    if (view.help()) {
      Pages.help(middle, look);
    } else if (view.picker().isPresent()) {
      Pages.picker(middle, view.picker().get(), look);
    } else if (view.full() > 0) {
      PANELS.get(view.full() - 1).draw(middle, snapshot, view, look);
    } else {
      List<Area> parts = area.columns() < WIDE ? narrow(middle) : wide(middle);
      for (int i = 0; i < parts.size(); i++) {
        PANELS.get(i).draw(parts.get(i), snapshot, view, look);
      }
    }
  }

  private static void tooSmall(Area area, Look look) {
    String[] lines = {
      "gradlab watch needs",
      FEWEST_COLUMNS + "x" + FEWEST_ROWS + ", this is " + area.columns() + "x" + area.rows(),
      "enlarge, or q"
    };
    for (int i = 0; i < lines.length; i++) {
      area.put(i, 0, lines[i], look.style(Role.TEXT));
    }
  }

  /** Curves and facts beside the gradients. */
  private static List<Area> narrow(Area area) {
    int left = (area.columns() - GAP) / 2;
    int right = left + GAP;
    int rest = area.columns() - right;
    int facts = Math.min(12, Math.max(6, area.rows() / 3));
    int loss = (area.rows() - facts + 1) / 2;
    int accuracy = area.rows() - facts - loss;
    int bars = (area.rows() + 1) / 2;
    return List.of(
        area.part(0, 0, loss, left),
        area.part(loss, 0, accuracy, left),
        area.part(0, right, bars, rest),
        area.part(bars, right, area.rows() - bars, rest),
        area.part(loss + accuracy, 0, facts, left));
  }

  /** Curves and facts, bars, heatmap beside each other. */
  private static List<Area> wide(Area area) {
    int left = area.columns() * 7 / 20;
    int bars = (area.columns() - left) / 2 - GAP;
    int heat = left + GAP + bars + GAP;
    int facts = Math.max(6, area.rows() * 3 / 10);
    int loss = (area.rows() - facts + 1) / 2;
    int accuracy = area.rows() - facts - loss;
    return List.of(
        area.part(0, 0, loss, left),
        area.part(loss, 0, accuracy, left),
        area.part(0, left + GAP, area.rows(), bars),
        area.part(0, heat, area.rows(), area.columns() - heat),
        area.part(loss + accuracy, 0, facts, left));
  }
}
