package gradlab.client.watch.panel;

import gradlab.client.view.LogAxis;
import gradlab.client.watch.grid.Area;
import gradlab.client.watch.grid.Look;
import gradlab.client.watch.grid.Role;
import gradlab.client.watch.grid.Style;
import gradlab.client.watch.model.Flow;
import gradlab.client.watch.model.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Mean |g| of the layers over the epochs. Where colours and blocks are to be had, a cell holds two
 * rows of layers.
 */
// 4 mean |g| over epochs ──────────────────
// in_c0       ......::::----====++++****
// b0_0.c1     ......::::----====++++****
//             0         epoch          40
//             1e-18 .:-=+*#%@ 1e-1  0 zero  ! NaN
final class HeatPanel implements Panel {
  /** Rows that are not the layers'. */
  static final int FOOT = 3;

  private final int number;

  HeatPanel(int number) {
    this.number = number;
  }

  @Override
  public void draw(Area area, Snapshot snapshot, View view, Look look) {
    var epochs = EpochAxis.of(view, snapshot.newestEpoch());
    var flows =
        snapshot.flows().subMap((long) epochs.from(), true, (long) epochs.to(), true).values();
    int layers = snapshot.layers().size();
    if (flows.isEmpty() || layers == 0) {
      Heading.draw(area, look, number, "mean |g| over epochs");
      Heading.instead(area, look, "no gradients yet");
      return;
    }
    int height = Math.max(1, area.rows() - FOOT);
    boolean halves = look.coloured() && look.unicode() && view.grouped() && layers > height;
    var rows = LayerRows.of(layers, halves ? 2 * height : height, view);
    int at = Heading.draw(area, look, number, "mean |g| over epochs");
    area.put(0, at, rows.words().isEmpty() ? "" : rows.words() + " ", look.style(Role.TEXT));
    int left = BarPanel.names(area.columns(), snapshot.layers()) + 1;
    var cells = area.part(1, left, height, area.columns() - left);
    var axis = LogAxis.over(flows.stream().flatMap(flow -> flow.meanAbs().stream()).toList());
    var columns = columns(snapshot, epochs, cells.columns());
    List<String> names = rows.names(snapshot.layers(), left - 1);
    int tall = halves ? 1 : rows.tall(height);
    for (int row = 0; row < rows.groups().size(); row++) {
      boolean named = !halves || row % 2 == 0;
      int place = halves ? row / 2 : row * tall;
      if (named) {
        area.put(1 + place, 0, names.get(row), look.style(Role.TEXT));
      }
      int[] group = rows.groups().get(row);
      for (int column = 0; column < cells.columns(); column++) {
        if (!halves) {
          for (int i = 0; i < tall; i++) {
            whole(cells, place + i, column, spread(columns.get(column), group), look, axis);
          }
        } else if (named) {
          var below =
              row + 1 < rows.groups().size()
                  ? spread(columns.get(column), rows.groups().get(row + 1))
                  : Optional.<Spread>empty();
          half(cells, place, column, spread(columns.get(column), group), below, look, axis);
        }
      }
    }
    int used = halves ? (rows.groups().size() + 1) / 2 : rows.groups().size() * tall;
    epochs.draw(area, 1 + used, left, cells.columns(), look);
    legend(area.part(2 + used, 0, 1, area.columns()), look, axis);
  }

  /** The flows that each column of cells stands for. */
  private static List<List<Flow>> columns(Snapshot snapshot, EpochAxis axis, int width) {
    List<List<Flow>> columns = new ArrayList<>();
    for (int column = 0; column < width; column++) {
      long from = axis.from() + (long) column * axis.epochs() / width;
      long next = axis.from() + (long) (column + 1) * axis.epochs() / width;
      columns.add(
          List.copyOf(
              snapshot.flows().subMap(from, true, Math.max(from, next - 1), true).values()));
    }
    return columns;
  }

  private static Optional<Spread> spread(List<Flow> flows, int[] group) {
    List<Double> values =
        flows.stream()
            .filter(flow -> flow.meanAbs().size() >= group[1])
            .flatMap(flow -> flow.meanAbs().subList(group[0], group[1]).stream())
            .toList();
    return values.isEmpty() ? Optional.empty() : Optional.of(Spread.of(values));
  }

  private static void whole(
      Area cells, int row, int column, Optional<Spread> value, Look look, LogAxis axis) {
    if (value.isEmpty()) {
      return;
    }
    Spread spread = value.get();
    if (look.coloured()) {
      cells.set(row, column, ' ', Style.PLAIN.on(colour(spread, look, axis)));
    } else if (spread.notFinite()) {
      cells.set(row, column, '!', look.style(Role.NOT_FINITE));
    } else {
      char shade = spread.zero() ? '0' : look.shade(axis.share(spread.middle()));
      cells.set(row, column, shade, look.style(Role.TEXT));
    }
  }

  private static void half(
      Area cells,
      int row,
      int column,
      Optional<Spread> above,
      Optional<Spread> below,
      Look look,
      LogAxis axis) {
    above.ifPresent(
        spread -> {
          var style = Style.of(colour(spread, look, axis));
          var both = below.map(b -> style.on(colour(b, look, axis))).orElse(style);
          cells.set(row, column, '▀', both);
        });
  }

  private static int colour(Spread spread, Look look, LogAxis axis) {
    if (spread.notFinite()) {
      return look.style(Role.NOT_FINITE).foreground();
    }
    return spread.zero()
        ? look.style(Role.ZERO).foreground()
        : look.heat(axis.share(spread.middle()));
  }

  private static void legend(Area area, Look look, LogAxis axis) {
    int scale = Math.min(24, Math.max(8, area.columns() / 4));
    var faint = look.style(Role.FAINT);
    int at = area.put(0, 0, "1e%d ".formatted(axis.low()), faint);
    for (int i = 0; i < scale; i++, at++) {
      double share = (double) i / (scale - 1);
      if (look.coloured()) {
        area.set(0, at, ' ', Style.PLAIN.on(look.heat(share)));
      } else {
        area.set(0, at, look.shade(share), look.style(Role.TEXT));
      }
    }
    at = area.put(0, at, " 1e%d  ".formatted(axis.high()), faint);
    at = area.put(0, at, look.coloured() ? " " : "0", mark(look, Role.ZERO));
    at = area.put(0, at, look.coloured() ? " 0  " : " zero  ", faint);
    at = area.put(0, at, look.coloured() ? " " : "!", mark(look, Role.NOT_FINITE));
    area.put(0, at, " NaN", faint);
  }

  private static Style mark(Look look, Role role) {
    return look.coloured() ? Style.PLAIN.on(look.style(role).foreground()) : look.style(role);
  }
}
