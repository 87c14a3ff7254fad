package gradlab.bench.peer;

import java.util.HashMap;
import java.util.Map;

/** A line from the bench: key=value pairs, whose values have no blanks. */
record Question(Map<String, String> fields) {
  static Question parse(String line) {
    var fields = new HashMap<String, String>();
    for (String word : line.strip().split(" +", -1)) {
      int equals = word.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("not key=value: '" + word + "' in '" + line + "'");
      }
      fields.put(word.substring(0, equals), word.substring(equals + 1));
    }
    return new Question(fields);
  }

  String text(String key) {
    String value = fields.get(key);
    if (value == null) {
      throw new IllegalArgumentException("no field " + key + " in " + fields);
    }
    return value;
  }

  int integer(String key) {
    return Integer.parseInt(text(key));
  }

  boolean flag(String key) {
    return Boolean.parseBoolean(text(key));
  }
}
