package gradlab.grafana;

import com.google.gson.JsonObject;

/**
 * One question of a panel.
 *
 * @param expr PromQL with the dashboard's variables
 * @param legend names each answer: {{label}}
 * @param shape what is made of the answer
 */
public record Query(String expr, String legend, Shape shape) {
  /** What is made of an answer. */
  public enum Shape {
    /** Over the dashboard's time range. */
    RANGE,
    /** The newest value of each series. */
    NOW,
    /** The same as rows of a table, with a column for each label. */
    ROWS
  }

  JsonObject json(String refId) {
    var json = new JsonObject();
    json.add("datasource", Dashboard.datasource());
    json.addProperty("editorMode", "code");
    json.addProperty("expr", expr);
    json.addProperty("format", shape == Shape.ROWS ? "table" : "time_series");
    json.addProperty("instant", shape != Shape.RANGE);
    json.addProperty("legendFormat", legend.isEmpty() ? "__auto" : legend);
    json.addProperty("range", shape == Shape.RANGE);
    json.addProperty("refId", refId);
    return json;
  }
}
