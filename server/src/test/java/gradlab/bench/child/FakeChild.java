package gradlab.bench.child;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A process that measures nothing but speaks the protocol. Steps take as long as its first argument
 * says, in nanoseconds; the second says whether jemalloc is loaded. The path "elsewhere" is
 * refused, and "dense" blocks are always calculated by nd4j.
 */
public final class FakeChild implements ChildWork {
  private final long stepNanos;
  private final boolean jemalloc;
  private int asked;

  private FakeChild(long stepNanos, boolean jemalloc) {
    this.stepNanos = stepNanos;
    this.jemalloc = jemalloc;
  }

  public static void main(String[] args) throws Exception {
    System.out.println("a library says hello");
    ChildWork.serve(
        System.in, System.out, new FakeChild(Long.parseLong(args[0]), Boolean.valueOf(args[1])));
  }

  public static Child start(String name, long stepNanos, boolean jemalloc) {
    var command =
        new ArrayList<String>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                FakeChild.class.getName(),
                Long.toString(stepNanos),
                Boolean.toString(jemalloc)));
    return Child.start(name, new ProcessBuilder(command));
  }

  @Override
  public Fields answer(Fields question) {
    asked++;
    System.out.println("log: " + question.line());
    return switch (question.text("do")) {
      case "open" -> open(question);
      case "steps" -> steps(question);
      case "gradients" ->
          Fields.NONE
              .with("with_ns", same(question.integer("pairs"), stepNanos + asked))
              .with("without_ns", same(question.integer("pairs"), stepNanos));
      case "gemm" -> Fields.of("ns", stepNanos);
      case "end" -> {
        System.err.println("out of native memory");
        System.exit(134);
        yield Fields.NONE;
      }
      default -> throw new IllegalArgumentException(question.line());
    };
  }

  private Fields open(Fields question) {
    if (!question.has("path")) {
      return Fields.of("jemalloc", jemalloc);
    }
    String path = question.text("path");
    if (path.equals("elsewhere")) {
      return Fields.of("refused", "not on this machine");
    }
    return Fields.of("path", question.text("block").equals("dense") ? "nd4j" : path);
  }

  private Fields steps(Fields question) {
    return new StepsDone(
            same(question.integer("steps"), stepNanos),
            stepNanos,
            2 * stepNanos,
            1_000,
            2_048,
            4_096)
        .fields();
  }

  private static long[] same(int times, long value) {
    var values = new long[times];
    Arrays.fill(values, value);
    return values;
  }
}
