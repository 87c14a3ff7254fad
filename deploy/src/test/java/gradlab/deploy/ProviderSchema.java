package gradlab.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the Google provider 6.50.0 knows of the resources that we use: names of arguments, nested
 * blocks, which of them are required ("!"), and attributes that others may refer to.
 */
final class ProviderSchema {
  /** Terraform's own, for every resource. */
  private static final Set<String> META =
      Set.of("for_each", "count", "depends_on", "lifecycle", "provider");

  private final JsonNode resources;

  ProviderSchema() throws IOException {
    try (var in = ProviderSchema.class.getResourceAsStream("/google-provider-6.50.0.json")) {
      resources = new ObjectMapper().readTree(in);
    }
  }

  boolean knows(String type) {
    return resources.has(type);
  }

  boolean hasAttribute(String type, String attribute) {
    for (JsonNode known : resources.path(type).path("attributes")) {
      if (known.asText().equals(attribute)) {
        return true;
      }
    }
    return false;
  }

  /** What is wrong with a resource's body; empty if nothing is. */
  List<String> faults(String type, Map<?, ?> body) {
    var faults = new ArrayList<String>();
    if (knows(type)) {
      check(type, resources.get(type).get("arguments"), body, true, faults);
    } else {
      faults.add(type + " is not in the excerpt of the schema");
    }
    return faults;
  }

  private static void check(
      String where, JsonNode known, Map<?, ?> body, boolean top, List<String> faults) {
    known
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (name.endsWith("!") && !isGiven(body, name.replace("!", ""))) {
                faults.add(where + ": " + name.replace("!", "") + " is required");
              }
            });
    body.forEach(
        (key, value) -> {
          String name = key.toString();
          if (name.equals("dynamic")) {
            ((Map<?, ?>) value)
                .forEach((block, dynamic) -> checkDynamic(where, known, block, dynamic, faults));
          } else if (!(top && META.contains(name))) {
            checkOne(where, known, name, value, faults);
          }
        });
  }

  private static boolean isGiven(Map<?, ?> body, String name) {
    return body.containsKey(name)
        || (body.get("dynamic") instanceof Map<?, ?> dynamic && dynamic.containsKey(name));
  }

  private static void checkDynamic(
      String where, JsonNode known, Object block, Object dynamic, List<String> faults) {
    for (Object each : dynamic instanceof List<?> list ? list : List.of(dynamic)) {
      checkOne(where, known, block.toString(), ((Map<?, ?>) each).get("content"), faults);
    }
  }

  private static void checkOne(
      String where, JsonNode known, String name, Object value, List<String> faults) {
    var schema = known.has(name) ? known.get(name) : known.get(name + "!");
    if (schema == null) {
      faults.add(where + " has no argument " + name);
    } else if (schema.isObject()) {
      for (Object each : value instanceof List<?> list ? list : List.of(value)) {
        check(where + "." + name, schema, (Map<?, ?>) each, false, faults);
      }
    }
  }
}
