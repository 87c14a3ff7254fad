package gradlab.grafana;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import gradlab.grafana.Panel.Kind;
import java.util.List;

/** What else Grafana wants to know of each kind of panel. */
final class PanelOptions {
  /** Columns that say nothing: a single query's value is 1, and so are all but the first's. */
  private static final List<String> HIDDEN =
      List.of(
          "Time",
          "Time 1",
          "Time 2",
          "__name__",
          "job",
          "instance",
          "alertstate",
          "Value",
          "Value #B");

  private PanelOptions() {}

  static JsonObject of(Panel panel) {
    var options = new JsonObject();
    switch (panel.kind) {
      case STAT -> {
        options.add("reduceOptions", last());
        options.addProperty("colorMode", panel.thresholds.isEmpty() ? "value" : "background");
        options.addProperty("graphMode", "none");
        options.addProperty("textMode", panel.named ? "name" : "auto");
      }
      case GAUGES -> {
        options.add("reduceOptions", last());
        options.addProperty("orientation", "horizontal");
        options.addProperty("displayMode", "basic");
        options.addProperty("showUnfilled", true);
        options.addProperty("valueMode", "color");
      }
      case LINES -> {
        options.add("legend", legend("list", "bottom"));
        var tooltip = new JsonObject();
        tooltip.addProperty("mode", "multi");
        tooltip.addProperty("sort", "desc");
        options.add("tooltip", tooltip);
      }
      case BARS -> {
        options.addProperty("xField", "layer");
        options.addProperty("orientation", "vertical");
        options.addProperty("xTickLabelRotation", -90);
        options.addProperty("colorByField", "Value");
        options.addProperty("showValue", "never");
        var legend = legend("list", "bottom");
        legend.addProperty("showLegend", false);
        options.add("legend", legend);
      }
      case HEATMAP -> {
        options.addProperty("calculate", false);
        var colour = new JsonObject();
        colour.addProperty("mode", "scheme");
        colour.addProperty("scheme", "RdYlGn");
        colour.addProperty("reverse", false);
        colour.addProperty("steps", 64);
        if (panel.min != null) {
          colour.addProperty("min", panel.min);
          colour.addProperty("max", panel.max);
        }
        options.add("color", colour);
        var axis = new JsonObject();
        axis.addProperty("axisPlacement", "left");
        axis.addProperty("reverse", true); // the input on top
        options.add("yAxis", axis);
        var shown = new JsonObject();
        shown.addProperty("layout", "auto");
        options.add("rowsFrame", shown);
      }
      case TIMELINE -> {
        options.addProperty("showValue", "auto");
        options.addProperty("mergeValues", true);
        options.addProperty("rowHeight", 0.8);
        options.add("legend", legend("list", "bottom"));
      }
      case TABLE -> {
        options.addProperty("showHeader", true);
        options.addProperty("cellHeight", "sm");
      }
    }
    return options;
  }

  private static JsonObject last() {
    var reduce = new JsonObject();
    var calcs = new JsonArray();
    calcs.add("lastNotNull");
    reduce.add("calcs", calcs);
    reduce.addProperty("fields", "");
    reduce.addProperty("values", false);
    return reduce;
  }

  private static JsonObject legend(String mode, String placement) {
    var legend = new JsonObject();
    legend.addProperty("displayMode", mode);
    legend.addProperty("placement", placement);
    legend.addProperty("showLegend", true);
    return legend;
  }

  /** The answers as one table; of bars in the order of their layers. */
  static JsonArray transformations(Panel panel) {
    var all = new JsonArray();
    if (panel.kind == Kind.TABLE && panel.queries.size() > 1) {
      var join = new JsonObject();
      join.addProperty("byField", "run");
      join.addProperty("mode", "outer");
      all.add(transformation("joinByField", join));
    }
    if (panel.kind == Kind.TABLE) {
      var hidden = new JsonObject();
      for (String field : HIDDEN) {
        hidden.addProperty(field, true);
      }
      var renamed = new JsonObject();
      if (!panel.valueColumn.isEmpty()) {
        renamed.addProperty("Value #A", panel.valueColumn);
      }
      var organize = new JsonObject();
      organize.add("excludeByName", hidden);
      organize.add("renameByName", renamed);
      all.add(transformation("organize", organize));
    } else {
      var by = new JsonObject();
      by.addProperty("field", "layer");
      var fields = new JsonArray();
      fields.add(by);
      var sort = new JsonObject();
      sort.add("sort", fields);
      all.add(transformation("sortBy", sort));
    }
    return all;
  }

  private static JsonObject transformation(String id, JsonObject options) {
    var transformation = new JsonObject();
    transformation.addProperty("id", id);
    transformation.add("options", options);
    return transformation;
  }
}
