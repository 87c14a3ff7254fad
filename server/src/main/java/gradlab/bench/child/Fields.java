package gradlab.bench.child;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** One line between the bench and its children: key=value pairs, values percent-encoded. */
public record Fields(Map<String, String> values) {
  public static final Fields NONE = new Fields(Map.of());

  public Fields {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  public static Fields of(String key, Object value) {
    return NONE.with(key, value);
  }

  /** These and one more; the value is written as its toString(). */
  public Fields with(String key, Object value) {
    var more = new LinkedHashMap<>(values);
    more.put(key, value.toString());
    return new Fields(more);
  }

  /** As {@code key=1,2,3}. */
  public Fields with(String key, long[] numbers) {
    return with(
        key, Arrays.stream(numbers).mapToObj(Long::toString).collect(Collectors.joining(",")));
  }

  /**
   * @throws IllegalArgumentException if a word is no key=value
   */
  public static Fields parse(String line) {
    var values = new LinkedHashMap<String, String>();
    for (String word : line.strip().split(" +", -1)) {
      int equals = word.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("not key=value: '" + word + "' in '" + line + "'");
      }
      values.put(
          word.substring(0, equals),
          URLDecoder.decode(word.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return new Fields(values);
  }

  public String line() {
    return values.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .map(word -> word.replace("%2C", ",")) // lists of numbers stay readable
        .collect(Collectors.joining(" "));
  }

  public boolean has(String key) {
    return values.containsKey(key);
  }

  /**
   * @throws IllegalArgumentException if there is no such field
   */
  public String text(String key) {
    String value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException("no field " + key + " in '" + line() + "'");
    }
    return value;
  }

  public int integer(String key) {
    return Integer.parseInt(text(key));
  }

  public long number(String key) {
    return Long.parseLong(text(key));
  }

  /** A list of at least one number. */
  public long[] numbers(String key) {
    return Arrays.stream(text(key).split(",", -1)).mapToLong(Long::parseLong).toArray();
  }
}
