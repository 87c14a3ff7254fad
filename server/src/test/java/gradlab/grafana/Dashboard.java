package gradlab.grafana;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * One dashboard: panels flow from left to right, in rows with a title.
 *
 * @param uid what others link to; never changes
 */
public record Dashboard(
    String uid, String title, String description, List<Variable> variables, List<Row> rows) {
  /** That of grafana/provisioning/datasources/gradlab.yml. */
  static final String DATASOURCE = "gradlab-prometheus";

  private static final int COLUMNS = 24;
  private static final int ROW_IDS = 1_000;

  /** Panels under a title. */
  public record Row(String title, List<Panel> panels) {}

  static Row row(String title, Panel... panels) {
    return new Row(title, List.of(panels));
  }

  static JsonObject datasource() {
    var json = new JsonObject();
    json.addProperty("type", "prometheus");
    json.addProperty("uid", DATASOURCE);
    return json;
  }

  public List<Panel> panels() {
    return rows.stream().flatMap(row -> row.panels().stream()).toList();
  }

  JsonObject json() {
    var json = new JsonObject();
    json.addProperty("uid", uid);
    json.addProperty("title", title);
    json.addProperty("description", description);
    json.add("tags", array("gradlab"));
    json.addProperty("schemaVersion", 39);
    json.addProperty("version", 1);
    json.addProperty("editable", true);
    json.addProperty("graphTooltip", 1); // one crosshair over all panels
    json.addProperty("refresh", "5s");
    json.addProperty("timezone", "browser");
    var time = new JsonObject();
    time.addProperty("from", "now-30m");
    time.addProperty("to", "now");
    json.add("time", time);
    json.add("links", links());
    var list = new JsonArray();
    variables.forEach(v -> list.add(v.json()));
    var templating = new JsonObject();
    templating.add("list", list);
    json.add("templating", templating);
    json.add("annotations", annotations());
    json.add("panels", layout());
    return json;
  }

  private JsonArray layout() {
    var panels = new JsonArray();
    int y = 0;
    int rowId = ROW_IDS;
    for (Row row : rows) {
      panels.add(rowJson(rowId++, row.title(), y++));
      int x = 0;
      int height = 0;
      for (Panel panel : row.panels()) {
        if (x + panel.width > COLUMNS) {
          y += height;
          x = 0;
          height = 0;
        }
        panels.add(panel.json(x, y));
        x += panel.width;
        height = Math.max(height, panel.height);
      }
      y += height;
    }
    return panels;
  }

  private static JsonObject rowJson(int id, String title, int y) {
    var json = new JsonObject();
    json.addProperty("id", id);
    json.addProperty("type", "row");
    json.addProperty("title", title);
    json.addProperty("collapsed", false);
    var at = new JsonObject();
    at.addProperty("h", 1);
    at.addProperty("w", COLUMNS);
    at.addProperty("x", 0);
    at.addProperty("y", y);
    json.add("gridPos", at);
    json.add("panels", new JsonArray());
    return json;
  }

  /** To the other dashboards, with what is chosen here. */
  private static JsonArray links() {
    var link = new JsonObject();
    link.addProperty("type", "dashboards");
    link.addProperty("title", "gradlab");
    link.add("tags", array("gradlab"));
    link.addProperty("asDropdown", false);
    link.addProperty("includeVars", true);
    link.addProperty("keepTime", true);
    var links = new JsonArray();
    links.add(link);
    return links;
  }

  /** Alerts as vertical lines. */
  private static JsonObject annotations() {
    var alerts = new JsonObject();
    alerts.addProperty("name", "Alerts");
    alerts.addProperty("enable", true);
    alerts.addProperty("iconColor", "red");
    alerts.add("datasource", datasource());
    alerts.addProperty("expr", "ALERTS{alertstate=\"firing\"}");
    alerts.addProperty("titleFormat", "{{alertname}}");
    alerts.addProperty("textFormat", "{{run}}");
    alerts.addProperty("step", "10s");
    var list = new JsonArray();
    list.add(alerts);
    var annotations = new JsonObject();
    annotations.add("list", list);
    return annotations;
  }

  private static JsonArray array(String... texts) {
    var array = new JsonArray();
    new ArrayList<>(List.of(texts)).forEach(array::add);
    return array;
  }
}
