package gradlab.grafana;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/**
 * A choice at the top of a dashboard.
 *
 * @param values PromQL of Grafana's own: label_values(...)
 * @param several whether several can be chosen, and all are at first
 */
public record Variable(String name, String label, String values, boolean several) {
  private static final String FILTER =
      "gradlab_run_info{network=~\"$network\", block=~\"$block\", seed_group=~\"$seed_group\"}";
  static final Variable NETWORK =
      new Variable("network", "Network", "label_values(gradlab_run_info, network)", true);
  static final Variable BLOCK =
      new Variable("block", "Block", "label_values(gradlab_run_info, block)", true);
  static final Variable SEED_GROUP =
      new Variable("seed_group", "Seed group", "label_values(gradlab_run_info, seed_group)", true);
  static final Variable RUN =
      new Variable("run", "Run", "label_values(" + FILTER + ", run)", false);
  static final Variable RUNS = new Variable("run", "Runs", RUN.values, true);

  JsonObject json() {
    var json = new JsonObject();
    json.addProperty("type", "query");
    json.addProperty("name", name);
    json.addProperty("label", label);
    json.add("datasource", Dashboard.datasource());
    json.addProperty("definition", values);
    var query = new JsonObject();
    query.addProperty("query", values);
    query.addProperty("refId", "Variable");
    json.add("query", query);
    json.addProperty("refresh", 2); // with the time range
    json.addProperty("sort", 1); // by name
    json.addProperty("includeAll", several);
    json.addProperty("multi", several);
    if (several) {
      json.addProperty("allValue", ".*"); // also runs without the label
      var current = new JsonObject();
      var all = new JsonArray();
      all.add("$__all");
      var text = new JsonArray();
      text.add("All");
      current.add("text", text);
      current.add("value", all);
      json.add("current", current);
    }
    return json;
  }
}
