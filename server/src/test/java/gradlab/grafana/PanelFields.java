package gradlab.grafana;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import gradlab.grafana.Panel.Kind;

/** How a panel's values are shown: unit, range, colours, words, links. */
final class PanelFields {
  private PanelFields() {}

  static JsonObject of(Panel panel) {
    var defaults = new JsonObject();
    defaults.addProperty("unit", panel.unit);
    if (panel.min != null) {
      defaults.addProperty("min", panel.min);
    }
    if (panel.max != null) {
      defaults.addProperty("max", panel.max);
    }
    defaults.add("thresholds", thresholds(panel));
    var colour = new JsonObject();
    boolean byValue = !panel.thresholds.isEmpty() && panel.kind != Kind.LINES;
    colour.addProperty("mode", byValue ? "thresholds" : "palette-classic-by-name");
    defaults.add("color", colour);
    defaults.add("mappings", mappings(panel));
    defaults.add("custom", custom(panel));
    if (panel.toRun) {
      defaults.add("links", links(panel));
    }
    var fields = new JsonObject();
    fields.add("defaults", defaults);
    fields.add("overrides", new JsonArray());
    return fields;
  }

  private static JsonObject thresholds(Panel panel) {
    var steps = new JsonArray();
    var all =
        panel.thresholds.isEmpty()
            ? java.util.List.of(Threshold.lowest("green"))
            : panel.thresholds;
    for (Threshold t : all) {
      var step = new JsonObject();
      step.addProperty("color", t.colour());
      step.add(
          "value", Double.isInfinite(t.from()) ? JsonNull.INSTANCE : new JsonPrimitive(t.from()));
      steps.add(step);
    }
    var thresholds = new JsonObject();
    thresholds.addProperty("mode", "absolute");
    thresholds.add("steps", steps);
    return thresholds;
  }

  private static JsonArray mappings(Panel panel) {
    var mappings = new JsonArray();
    if (!panel.words.isEmpty()) {
      var options = new JsonObject();
      panel.words.forEach(
          (value, word) -> {
            var text = new JsonObject();
            text.addProperty("text", word);
            options.add(
                value == Math.rint(value) ? Long.toString(Math.round(value)) : value.toString(),
                text);
          });
      var mapping = new JsonObject();
      mapping.addProperty("type", "value");
      mapping.add("options", options);
      mappings.add(mapping);
    }
    return mappings;
  }

  private static JsonObject custom(Panel panel) {
    var custom = new JsonObject();
    if (!panel.axis.isEmpty()) {
      custom.addProperty("axisLabel", panel.axis);
    }
    switch (panel.kind) {
      case LINES -> {
        custom.addProperty("drawStyle", "line");
        custom.addProperty("lineWidth", 2);
        custom.addProperty("fillOpacity", 0);
        custom.addProperty("showPoints", "auto");
        custom.addProperty("spanNulls", false);
        var style = new JsonObject();
        style.addProperty("mode", panel.thresholds.isEmpty() ? "off" : "dashed");
        custom.add("thresholdsStyle", style);
      }
      case BARS -> {
        custom.addProperty("fillOpacity", 85);
        custom.addProperty("lineWidth", 0);
      }
      case TIMELINE -> custom.addProperty("fillOpacity", 80);
      case TABLE -> {
        var cell = new JsonObject();
        cell.addProperty("type", "auto");
        custom.add("cellOptions", cell);
      }
      case STAT, GAUGES, HEATMAP -> {} // nothing but the defaults
    }
    return custom;
  }

  /** A table has the run as a column, everything else as a label. */
  private static JsonArray links(Panel panel) {
    var link = new JsonObject();
    link.addProperty("title", "This run");
    link.addProperty(
        "url",
        "/d/%s?var-run=${%s}&${__url_time_range}"
            .formatted(
                RunDashboard.UID,
                panel.kind == Kind.TABLE ? "__data.fields.run" : "__field.labels.run"));
    var gradients = new JsonObject();
    gradients.addProperty("title", "Its gradient flow");
    gradients.addProperty(
        "url", link.get("url").getAsString().replace(RunDashboard.UID, GradientsDashboard.UID));
    var links = new JsonArray();
    links.add(link);
    links.add(gradients);
    return links;
  }
}
