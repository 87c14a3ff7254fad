package gradlab.client.watch.panel;

import gradlab.client.connection.RunStates;
import gradlab.client.output.Display;
import gradlab.client.watch.grid.Area;
import gradlab.client.watch.grid.Look;
import gradlab.client.watch.grid.Role;
import gradlab.client.watch.grid.Style;
import gradlab.v1.Run;
import java.util.List;

/** What is shown instead of the panels: the runs to choose from, the keys explained. */
final class Pages {
  private static final List<List<String>> KEYS =
      List.of(
          List.of("q, Ctrl-C", "leave; the run goes on"),
          List.of("r", "choose another run; type to search by id or name"),
          List.of("n, b", "the next older run, back to the next newer one"),
          List.of("p, space", "pause the view, or go on; the run is not touched"),
          List.of("+, -", "zoom: half as many epochs, twice as many"),
          List.of("left, right", "earlier or later epochs, when zoomed"),
          List.of("0", "all epochs"),
          List.of("1 to 5", "this panel alone; again, or Esc: all panels"),
          List.of("tab", "the next panel alone"),
          List.of("l", "losses on a logarithmic axis, or a linear one"),
          List.of("g", "more layers than rows: share rows, or scroll"),
          List.of("up, down", "scroll the layers; also page up, page down, home, end"),
          List.of("Ctrl-L", "draw the screen anew"),
          List.of("?", "these lines; any key leaves them"));

  private static final int MOST_OF_ID = 26;
  private static final int MOST_OF_NAME = 40;

  /** State, epoch and accuracy, and the space between. */
  private static final int FIXED = 39;

  private Pages() {}

  static void help(Area area, Look look) {
    area.put(0, 0, "keys", look.style(Role.TITLE));
    for (int i = 0; i < KEYS.size(); i++) {
      area.put(1 + i, 2, KEYS.get(i).get(0), look.style(Role.TITLE));
      area.put(1 + i, 15, KEYS.get(i).get(1), look.style(Role.TEXT));
    }
  }

  static void picker(Area area, Picker picker, Look look) {
    String count =
        picker
            .runs()
            .map(all -> picker.matching().size() + " of " + all.size())
            .orElse("asking the server");
    int at = area.put(0, 0, "runs (" + count + ")", look.style(Role.TITLE));
    at = area.put(0, at + 2, "search: " + picker.filter(), look.style(Role.TEXT));
    area.put(0, at, "_", look.style(Role.FAINT));
    List<Run> runs = picker.matching();
    int rows = area.rows() - 2;
    int first = Math.max(0, Math.min(picker.selected() - rows / 2, runs.size() - rows));
    int ids =
        Math.min(MOST_OF_ID, runs.stream().mapToInt(r -> r.getRunId().length()).max().orElse(0));
    for (int i = 0; i < rows && first + i < runs.size(); i++) {
      boolean selected = first + i == picker.selected();
      Area line = area.part(1 + i, 0, 1, area.columns());
      row(line, runs.get(first + i), ids, selected, look);
    }
    area.put(
        area.rows() - 1,
        0,
        Display.cut(
            "up/down choose, Enter watches it, Esc goes back, letters search", area.columns()),
        look.style(Role.FAINT));
  }

  private static void row(Area line, Run run, int ids, boolean selected, Look look) {
    Style style = selected ? Style.REVERSE : look.style(Role.TEXT);
    line.fill(0, ' ', style);
    line.put(0, 0, selected ? ">" : " ", style);
    int name = Math.min(MOST_OF_NAME, Math.max(8, line.columns() - ids - FIXED));
    line.put(0, 2, Display.cut(Display.oneLine(run.getRunId()), ids), style);
    line.put(0, 4 + ids, Display.cut(Display.oneLine(run.getConfig().getName()), name), style);
    int at = 6 + ids + name;
    var state = selected ? style : look.style(StatusRows.role(run));
    line.put(0, at, RunStates.name(run.getState()), state);
    if (run.hasLastEpoch()) {
      String far = "epoch " + run.getLastEpoch().getEpoch();
      line.put(0, at + 10, far, style);
      line.put(0, at + 21, "val " + Display.fixed(run.getLastEpoch().getValAcc()), style);
    }
  }
}
