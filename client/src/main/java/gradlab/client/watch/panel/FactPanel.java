package gradlab.client.watch.panel;

import gradlab.client.output.Display;
import gradlab.client.view.DiagnosisReport;
import gradlab.client.watch.grid.Area;
import gradlab.client.watch.grid.Look;
import gradlab.client.watch.grid.Role;
import gradlab.client.watch.grid.Style;
import gradlab.client.watch.model.Snapshot;
import gradlab.v1.StepMetrics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;

/** The facts, and where there is room the whole diagnosis and the newest events. */
final class FactPanel implements Panel {
  private static final int NAME = 8;

  /** Below this a speed's history is left out. */
  private static final int FEWEST_BARS = 6;

  private final int number;

  FactPanel(int number) {
    this.number = number;
  }

  @Override
  public void draw(Area area, Snapshot snapshot, View view, Look look) {
    Heading.draw(area, look, number, "speed, device, cost");
    int row = 1;
    for (var fact : Facts.of(snapshot)) {
      area.put(row, 0, fact.name(), look.style(Role.FAINT));
      int end =
          area.put(
              row, NAME, Display.cut(fact.text(), area.columns() - NAME), look.style(fact.role()));
      if (row == 1) {
        speeds(area, end + 2, snapshot, look);
      }
      row++;
    }
    if (view.full() == number) {
      row = diagnosis(area, row + 1, snapshot, look);
    }
    events(area, row + 1, snapshot, look);
  }

  private static void speeds(Area area, int from, Snapshot snapshot, Look look) {
    int cells = area.columns() - from - 1;
    if (cells >= FEWEST_BARS) {
      var speeds = snapshot.steps().values().stream().map(StepMetrics::getImagesPerSecond).toList();
      area.put(1, from, Spark.of(speeds, cells, look.unicode()), look.style(Role.BAR));
    }
  }

  private static int diagnosis(Area area, int from, Snapshot snapshot, Look look) {
    int row = from;
    for (String line : report(snapshot, area.columns() - 1)) {
      area.put(row, 0, line, look.style(line.startsWith("verdict") ? Role.TITLE : Role.TEXT));
      row++;
    }
    return row;
  }

  /** As `gradlab diagnose` prints it. */
  private static List<String> report(Snapshot snapshot, int columns) {
    var text = new ByteArrayOutputStream();
    var out = new PrintStream(text, true, StandardCharsets.UTF_8);
    snapshot
        .diagnosis()
        .ifPresent(
            made -> new DiagnosisReport(out, OptionalInt.of(columns)).print("diagnosis", made));
    return text.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /** As many of the newest as there are rows left. */
  private static void events(Area area, int from, Snapshot snapshot, Look look) {
    List<String> all = snapshot.events();
    int room = area.rows() - from - 1;
    if (room < 1 || all.isEmpty()) {
      return;
    }
    area.put(from, 0, "newest events", look.style(Role.FAINT));
    var shown = all.subList(Math.max(0, all.size() - room), all.size());
    for (int i = 0; i < shown.size(); i++) {
      area.put(from + 1 + i, 0, Display.cut(shown.get(i), area.columns() - 1), Style.PLAIN);
    }
  }
}
