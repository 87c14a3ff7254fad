package gradlab.grafana.picture;

import gradlab.grafana.Panel;
import gradlab.grafana.live.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Answers as rows, joined by their run where there are several queries. */
final class TableDrawing {
  private static final Set<String> HIDDEN = Set.of("__name__", "job", "instance", "alertstate");
  private static final int ROW = 20;

  private TableDrawing() {}

  static void draw(Canvas canvas, Box body, Panel panel, List<List<Answer>> answers) {
    var rows = rows(panel, answers);
    if (rows.isEmpty()) {
      StatusDrawings.nothing(canvas, body);
      return;
    }
    var columns = new LinkedHashSet<String>();
    rows.forEach(row -> columns.addAll(row.keySet()));
    double x = body.x() + 10;
    for (String column : columns) {
      int longest = column.length();
      canvas.text(x, body.y() + 14, 10, "start", Colours.named("light-blue"), column);
      for (int i = 0; i < rows.size() && (i + 2) * ROW < body.height(); i++) {
        String text = rows.get(i).getOrDefault(column, "");
        longest = Math.max(longest, text.length());
        canvas.text(x, body.y() + 14 + (i + 1) * ROW, 10, "start", Colours.TEXT, text);
      }
      x += 6.4 * longest + 14;
    }
  }

  private static List<Map<String, String>> rows(Panel panel, List<List<Answer>> answers) {
    var byRun = new LinkedHashMap<String, Map<String, String>>();
    for (int query = 0; query < answers.size(); query++) {
      for (Answer answer : answers.get(query)) {
        boolean joined = answers.size() > 1;
        String key = joined ? answer.labels().getOrDefault("run", "") : answer.labels().toString();
        var row = byRun.computeIfAbsent(key, any -> new LinkedHashMap<>());
        put(row, "run", answer.labels());
        for (String label : answer.labels().keySet()) {
          if (!HIDDEN.contains(label)) {
            put(row, label, answer.labels());
          }
        }
        if (query == 0 && !panel.valueColumn.isEmpty()) {
          row.put(panel.valueColumn, Units.text(panel.unit, answer.last()));
        }
      }
    }
    return new ArrayList<>(byRun.values());
  }

  private static void put(Map<String, String> row, String label, Map<String, String> labels) {
    if (labels.containsKey(label)) {
      row.put(label, labels.get(label));
    }
  }
}
