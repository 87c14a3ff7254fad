package gradlab.client.watch.panel;

import gradlab.client.output.Display;
import gradlab.client.view.Glyphs;
import gradlab.client.view.LogAxis;
import gradlab.client.watch.grid.Area;
import gradlab.client.watch.grid.Look;
import gradlab.client.watch.grid.Role;
import gradlab.client.watch.model.Flow;
import gradlab.client.watch.model.Snapshot;
import java.util.List;
import java.util.Locale;

/** The newest gradient flow in sight: a bar for each layer on a logarithmic axis. */
// 3 mean |g| epoch 7, 13.1 decades lost ──
// in_c0-b0_1.c1      0  0▒▒▒▒▒▒
// b0_2.c0-b0_4.c1  2.0e-18  ███▒▒▒
//                           1e-18    1e-1
final class BarPanel implements Panel {
  private static final int VALUE = 9;
  private static final int FEWEST_CELLS = 6;

  private final int number;

  BarPanel(int number) {
    this.number = number;
  }

  @Override
  public void draw(Area area, Snapshot snapshot, View view, Look look) {
    var at = snapshot.flows().floorEntry((long) view.window().to(snapshot.newestEpoch()));
    if (at == null) {
      Heading.draw(area, look, number, "gradient flow");
      Heading.instead(area, look, "none before the end of epoch 0");
      return;
    }
    Flow flow = at.getValue();
    var rows = LayerRows.of(flow.meanAbs().size(), area.rows() - 2, view);
    heading(area, look, flow, rows);
    int names = names(area.columns(), snapshot.layers());
    int left = names + 1 + VALUE;
    int cells = Math.max(FEWEST_CELLS, area.columns() - left);
    var axis = LogAxis.over(flow.meanAbs());
    var glyphs = Glyphs.of(look.unicode());
    List<String> shown = rows.names(snapshot.layers(), names);
    int tall = rows.tall(area.rows() - HeatPanel.FOOT);
    for (int row = 0; row < rows.groups().size(); row++) {
      int place = 1 + row * tall;
      int[] group = rows.groups().get(row);
      var spread = Spread.of(flow.meanAbs().subList(group[0], group[1]));
      Role role = spread.notFinite() ? Role.NOT_FINITE : spread.zero() ? Role.ZERO : Role.TEXT;
      area.put(place, 0, shown.get(row), look.style(Role.TEXT));
      area.putBefore(place, left - 1, spread.words(), look.style(role));
      for (int i = 0; i < tall; i++) {
        bar(area.part(place + i, left, 1, cells), look, glyphs, axis, spread);
      }
    }
    int below = 1 + rows.groups().size() * tall;
    boolean shared = rows.groups().stream().anyMatch(g -> g[1] - g[0] > 1);
    String meaning = look.unicode() ? "█ least ▒ most" : "# least : most";
    area.put(below, 0, shared ? Display.cut(meaning, left - 1) : "", look.style(Role.FAINT));
    area.put(below, left, axis.labels(cells), look.style(Role.FAINT));
  }

  private void heading(Area area, Look look, Flow flow, LayerRows rows) {
    int at = Heading.draw(area, look, number, "mean |g|");
    String when = "epoch %d".formatted(flow.epoch());
    String lost = flow.decadesLost().isPresent() ? decades(flow.decadesLost().getAsDouble()) : "";
    String trained = "%d of %d trained".formatted(flow.trained(), flow.depth());
    for (String part : List.of(when, lost, rows.words(), trained)) {
      if (!part.isEmpty() && at + part.length() + 1 < area.columns()) {
        at = area.put(0, at, part, look.style(Role.TEXT));
        at = area.put(0, at, "  ", look.style(Role.TEXT));
      }
    }
  }

  private static String decades(double lost) {
    String words = lost < 0 ? "%.1f decades gained" : "%.1f decades lost";
    return String.format(Locale.ROOT, words, Math.abs(lost));
  }

  /** The names get what they need, or half of a narrow panel. */
  static int names(int columns, List<String> layers) {
    int widest = layers.stream().mapToInt(String::length).max().orElse(0);
    return Math.min(widest, Math.max(10, columns * 2 / 5));
  }

  private static void bar(Area area, Look look, Glyphs glyphs, LogAxis axis, Spread spread) {
    if (spread.notFinite()) {
      area.put(0, 0, "not finite", look.style(Role.NOT_FINITE));
      return;
    }
    int cells = area.columns();
    int at = 0;
    if (spread.zero()) {
      at = area.put(0, 0, "0", look.style(Role.ZERO));
    } else {
      at = area.put(0, 0, glyphs.bar(axis.length(spread.least(), cells)), look.style(Role.BAR));
    }
    long most = Math.round(axis.length(spread.most(), cells));
    String rest = look.unicode() ? "▒" : ":";
    area.put(0, at, rest.repeat((int) Math.max(0, most - at)), look.style(Role.BAR));
  }
}
