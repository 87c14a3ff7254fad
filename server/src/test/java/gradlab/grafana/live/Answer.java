package gradlab.grafana.live;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One series that Prometheus answers with.
 *
 * @param labels by name
 * @param points in time
 */
public record Answer(Map<String, String> labels, List<Point> points) {
  /**
   * @param time in Unix seconds
   */
  public record Point(double time, double value) {}

  public double last() {
    return points.get(points.size() - 1).value();
  }

  /** {{label}} is the label's value; without any the labels themselves. */
  public String named(String legend) {
    if (legend.isEmpty()) {
      return labels.toString();
    }
    String name = legend;
    for (var label : labels.entrySet()) {
      name = name.replace("{{" + label.getKey() + "}}", label.getValue());
    }
    return name.replaceAll("\\{\\{\\w+}}", "").strip();
  }

  /** Of a vector or a matrix. */
  static List<Answer> parse(JsonObject data) {
    var answers = new ArrayList<Answer>();
    for (var each : data.getAsJsonArray("result")) {
      var labels = new TreeMap<String, String>();
      var object = each.getAsJsonObject();
      object
          .getAsJsonObject("metric")
          .entrySet()
          .forEach(e -> labels.put(e.getKey(), e.getValue().getAsString()));
      var points = new ArrayList<Point>();
      if (object.has("value")) {
        points.add(point(object.getAsJsonArray("value")));
      } else {
        object.getAsJsonArray("values").forEach(p -> points.add(point(p.getAsJsonArray())));
      }
      answers.add(new Answer(labels, points));
    }
    return answers;
  }

  private static Point point(JsonArray pair) {
    String value = pair.get(1).getAsString();
    return new Point(
        pair.get(0).getAsDouble(),
        switch (value) {
          case "+Inf" -> Double.POSITIVE_INFINITY;
          case "-Inf" -> Double.NEGATIVE_INFINITY;
          default -> Double.parseDouble(value);
        });
  }
}
