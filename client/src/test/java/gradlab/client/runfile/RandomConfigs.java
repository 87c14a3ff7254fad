package gradlab.client.runfile;

import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import gradlab.v1.RunConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Configurations that a server might hold, and many that it would refuse. */
final class RandomConfigs {
  private RandomConfigs() {}

  /**
   * Any values whatever, in a random part of all fields; texts with everything that YAML dislikes.
   */
  static Arbitrary<RunConfig> configs() {
    Arbitrary<String> texts =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(30),
            Arbitraries.of(
                "",
                "null",
                "~",
                "yes",
                "1e3",
                "- a",
                "a: b",
                "#",
                "'",
                "\"\\",
                " x ",
                "a\nb",
                "\u0085\u2028\ufeff",
                "VGG_08 plain seed 0",
                "🙂",
                "{",
                "[",
                "%x",
                "@y",
                "---"));
    return Arbitraries.longs()
        .flatMap(seed -> texts.list().ofSize(8).map(t -> config(new Random(seed), t)));
  }

  private static RunConfig config(Random random, List<String> texts) {
    var config = RunConfig.newBuilder();
    for (RunKey key : RunKey.all()) {
      if (key.name().equals(RunKey.TAGS)) {
        for (int i = random.nextInt(4); i > 0; i--) {
          config.putTags(clean(texts.get(i)), clean(texts.get(i + 3)));
        }
      } else if (key.name().equals(RunKey.INIT_FROM)) {
        config.setInitFrom(random.nextBoolean() ? "ab".repeat(32) : "");
      } else if (random.nextBoolean()) {
        Message.Builder section = key.section().in(config);
        section.setField(key.field(), value(key, random, clean(texts.get(random.nextInt(8)))));
      }
    }
    return normal(config);
  }

  /** Sections that were touched but hold nothing are as if they had not been. */
  private static RunConfig normal(RunConfig.Builder config) {
    if (config.getNetwork().equals(config.getNetwork().getDefaultInstanceForType())) {
      config.clearNetwork();
    }
    if (config.getTraining().equals(config.getTraining().getDefaultInstanceForType())) {
      config.clearTraining();
    }
    if (config.getPolicy().equals(config.getPolicy().getDefaultInstanceForType())) {
      config.clearPolicy();
    }
    return config.build();
  }

  private static Object value(RunKey key, Random random, String text) {
    return switch (key.field().getJavaType()) {
      case INT -> random.nextInt();
      case LONG -> random.nextLong();
      case DOUBLE ->
          switch (random.nextInt(5)) {
            case 0 -> Double.NaN;
            case 1 -> Double.NEGATIVE_INFINITY;
            case 2 -> Double.longBitsToDouble(random.nextLong() & ~(0x7ffL << 52) | 1L << 60);
            default -> random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
          };
      case BOOLEAN -> random.nextBoolean();
      case STRING -> text;
      case MESSAGE ->
          Duration.newBuilder()
              .setSeconds(random.nextInt(1_000_000) * (random.nextBoolean() ? 60L : 1L))
              .setNanos(random.nextBoolean() ? random.nextInt(1_000_000_000) : 0)
              .build();
      case FLOAT, BYTE_STRING, ENUM -> throw new AssertionError("no such field: " + key);
    };
  }

  /** Half a character is no text. */
  private static String clean(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
