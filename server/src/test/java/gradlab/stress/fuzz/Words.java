package gradlab.stress.fuzz;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** What goes into strings: words that mean something to the server, and what users never type. */
final class Words {
  private static final int MOST_HEARD = 20; // the newest: older runs are deleted

  /** Without these a request is never right. */
  private static final Set<String> NEEDED = Set.of("network", "name");

  private static final Map<String, List<String>> KNOWN =
      Map.ofEntries(
          Map.entry(
              "network", List.of("VGG_08", "VGG_08", "VGG_08", "VGG_38", "VGG_14", "VGG_302")),
          Map.entry(
              "block", List.of("plain", "bn", "residual", "bn_residual", "dense", "empty", "")),
          Map.entry("optimizer", List.of("adam", "sgd", "")),
          Map.entry("schedule", List.of("cosine", "constant", "step", "")),
          Map.entry("supervision_heads", List.of("stage", "block", "")),
          Map.entry("checkpoint", List.of("best", "last", "step-10", "step-20", "")),
          Map.entry("key", List.of("steps", "exit", "gradient_ratio", "why")),
          Map.entry("value", List.of("3", "12", "21", "30", "1", "test")),
          Map.entry(
              "name",
              List.of("summary.csv", "test_summary.csv", "weights.npz", "weights.safetensors")));

  private static final List<String> NEVER_TYPED =
      List.of(
          "",
          " ",
          "\0",
          "a\0b",
          "\n",
          "a\r\nb\tc",
          "\u001b[31mred\u001b[0m",
          "..",
          "../",
          "../../../../../../etc/passwd",
          "/etc/passwd",
          "/dev/zero",
          "..\\..\\windows",
          "a/../../b",
          "file:///etc/passwd",
          "%2e%2e%2f",
          "%s%n%x%99999999d",
          "${x:y}",
          "'; DROP TABLE runs; --",
          "\" OR 1=1",
          "<script>alert(1)</script>",
          "{\"a\":",
          "-",
          "--help",
          "NaN",
          "1e999",
          "9223372036854775807.a",
          "9999999999999999999.a",
          "99999999999999999999",
          "0.a",
          "é漢字😀",
          "\u202eevil\u2066",
          "\ufeff",
          "\uffff",
          "e\u0301\u0301\u0301",
          "😀".repeat(70),
          "漢".repeat(120),
          "a".repeat(64),
          "a".repeat(65),
          "a".repeat(101),
          "A",
          "run id");

  private final List<String> runs = new ArrayList<>();
  private final List<String> others = new ArrayList<>();

  /** Remembers a run's id. */
  void hearRun(String id) {
    hear(runs, id);
  }

  /** Remembers another word of the server's: a token, a file's id. */
  void hearOther(String word) {
    hear(others, word);
  }

  private static void hear(List<String> words, String word) {
    if (words.contains(word) || word.isEmpty()) {
      return;
    }
    if (words.size() == MOST_HEARD) {
      words.remove(0);
    }
    words.add(word);
  }

  boolean isNeeded(FieldDescriptor field) {
    return NEEDED.contains(field.getName()) || isRun(field);
  }

  private static boolean isRun(FieldDescriptor field) {
    return field.getName().endsWith("run_id") || field.getName().endsWith("run_ids");
  }

  String word(FieldDescriptor field, SplittableRandom random) {
    int kind = random.nextInt(1_000);
    if (kind < 850 && isRun(field) && !runs.isEmpty()) {
      return anyOf(runs, random);
    }
    if (kind < 850 && KNOWN.containsKey(field.getName())) {
      return anyOf(KNOWN.get(field.getName()), random);
    }
    if (kind < 900 && !others.isEmpty()) {
      return anyOf(others, random);
    }
    if (kind < 920 && !runs.isEmpty()) {
      return anyOf(runs, random) + anyOf(NEVER_TYPED, random);
    }
    if (kind < 990) {
      return anyOf(NEVER_TYPED, random);
    }
    return any(random, random.nextInt(kind < 998 ? 300 : 300_000));
  }

  private static String any(SplittableRandom random, int length) {
    var text = new StringBuilder(length);
    int highest = random.nextBoolean() ? 0x7f : Character.MAX_CODE_POINT;
    for (int i = 0; i < length; i++) {
      int c = random.nextInt(highest + 1);
      text.appendCodePoint(c >= 0xd800 && c < 0xe000 ? 'x' : c); // half a character is no text
    }
    return text.toString();
  }

  private static String anyOf(List<String> words, SplittableRandom random) {
    return words.get(random.nextInt(words.size()));
  }
}
