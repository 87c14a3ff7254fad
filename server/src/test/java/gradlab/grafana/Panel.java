package gradlab.grafana;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import gradlab.grafana.Query.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One panel while it is described; {@link #json} makes Grafana's form of it. */
public final class Panel {
  /** How a panel draws. */
  public enum Kind {
    STAT("stat"),
    LINES("timeseries"),
    BARS("barchart"),
    GAUGES("bargauge"),
    HEATMAP("heatmap"),
    TIMELINE("state-timeline"),
    TABLE("table");

    final String type;

    Kind(String type) {
      this.type = type;
    }
  }

  public final int id;
  public final Kind kind;
  public final String title;
  public final String description;
  public final List<Query> queries = new ArrayList<>();
  public final List<Threshold> thresholds = new ArrayList<>();
  public final Map<Double, String> words = new LinkedHashMap<>();
  public String unit = "short";
  public Double min;
  public Double max;
  public int width = 12;
  public int height = 8;
  public String repeat = "";
  public boolean toRun;
  public String axis = "";
  public boolean named;
  public String valueColumn = "";

  /**
   * @param id stable within its dashboard: alerts link to it
   */
  Panel(int id, Kind kind, String title, String description) {
    this.id = id;
    this.kind = kind;
    this.title = title;
    this.description = description;
  }

  Panel range(String expr, String legend) {
    queries.add(new Query(expr, legend, Shape.RANGE));
    return this;
  }

  Panel now(String expr, String legend) {
    queries.add(new Query(expr, legend, Shape.NOW));
    return this;
  }

  Panel rows(String expr) {
    queries.add(new Query(expr, "", Shape.ROWS));
    return this;
  }

  Panel unit(String newUnit) {
    unit = newUnit;
    return this;
  }

  Panel between(double newMin, double newMax) {
    min = newMin;
    max = newMax;
    return this;
  }

  Panel atLeast(double newMin) {
    min = newMin;
    return this;
  }

  Panel axis(String label) {
    axis = label;
    return this;
  }

  /** Shows the series' name in place of its value. */
  Panel named() {
    named = true;
    return this;
  }

  /** What the first query's value is called in a table. */
  Panel valueColumn(String name) {
    valueColumn = name;
    return this;
  }

  Panel size(int newWidth, int newHeight) {
    width = newWidth;
    height = newHeight;
    return this;
  }

  /** Colours from values on: the lowest, then value and colour in turn. */
  Panel colours(String lowest, Object... fromAndColour) {
    thresholds.add(Threshold.lowest(lowest));
    for (int i = 0; i < fromAndColour.length; i += 2) {
      thresholds.add(
          new Threshold(((Number) fromAndColour[i]).doubleValue(), (String) fromAndColour[i + 1]));
    }
    return this;
  }

  /** A word for a value. */
  Panel word(double value, String word) {
    words.put(value, word);
    return this;
  }

  /** One such panel for each value of a variable that has several. */
  Panel forEach(String variable) {
    repeat = variable;
    return this;
  }

  /** Each series leads to its run. */
  Panel toRun() {
    toRun = true;
    return this;
  }

  JsonObject json(int x, int y) {
    var json = new JsonObject();
    json.addProperty("id", id);
    json.addProperty("type", kind.type);
    json.addProperty("title", title);
    json.addProperty("description", description);
    json.add("datasource", Dashboard.datasource());
    var at = new JsonObject();
    at.addProperty("h", height);
    at.addProperty("w", width);
    at.addProperty("x", x);
    at.addProperty("y", y);
    json.add("gridPos", at);
    if (!repeat.isEmpty()) {
      json.addProperty("repeat", repeat);
      json.addProperty("repeatDirection", "h");
      json.addProperty("maxPerRow", 24 / width);
    }
    var targets = new JsonArray();
    for (int i = 0; i < queries.size(); i++) {
      targets.add(queries.get(i).json(String.valueOf((char) ('A' + i))));
    }
    json.add("targets", targets);
    json.add("fieldConfig", PanelFields.of(this));
    json.add("options", PanelOptions.of(this));
    if (kind == Kind.TABLE || kind == Kind.BARS) {
      json.add("transformations", PanelOptions.transformations(this));
    }
    return json;
  }
}
