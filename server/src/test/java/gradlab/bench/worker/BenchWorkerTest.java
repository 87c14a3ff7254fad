package gradlab.bench.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gradlab.bench.child.BenchProcesses;
import gradlab.bench.child.Child;
import gradlab.bench.child.ChildFailure;
import gradlab.bench.child.Fields;
import gradlab.bench.child.StepsDone;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real worker, a small batch, few steps. */
@Timeout(180)
class BenchWorkerTest {
  private static final String OPEN =
      "do=open network=%s block=%s path=%s batch=4 data_source=sample data_dir=";

  private static Child worker;

  @BeforeAll
  static void start() {
    worker = new BenchProcesses(2, "").ours();
    assertThat(ask(OPEN.formatted("VGG_08", "plain", "nd4j")).text("path")).isEqualTo("nd4j");
  }

  @AfterAll
  static void end() {
    worker.close();
  }

  @Test
  void trainsOnAReadyBatch() {
    var done = steps("mode=train data=ready warmup=1 steps=2");

    assertThat(done.stepNanos()).hasSize(2);
    assertThat(LongStream.of(done.stepNanos()).min().orElseThrow()).isGreaterThan(100_000);
    assertThat(done.waitNanos()).isZero();
    assertThat(done.feedCpuNanos()).isZero();
    assertThat(done.heapBytes()).isBetween(1_000L, 100_000_000L);
    if (Files.exists(Path.of("/proc/self/status"))) {
      assertThat(done.rssKib()).isBetween(50_000L, 4_000_000L);
      assertThat(done.peakKib()).isGreaterThanOrEqualTo(done.rssKib());
    }
  }

  @Test
  void trainsAndEvaluatesOnRealImages() {
    for (String mode : new String[] {"train", "evaluate"}) {
      var done = steps("mode=" + mode + " data=real warmup=1 steps=5");

      assertThat(done.stepNanos()).hasSize(5);
      assertThat(done.feedCpuNanos()).isPositive();
      assertThat(done.waitNanos()).isBetween(0L, done.totalNanos());
    }
  }

  @Test
  void aRoundOfSlowStepsEndsAtItsLimit() {
    var done = StepsDone.of(ask("do=steps mode=evaluate data=ready warmup=0 steps=99 limit_ms=0"));

    assertThat(done.stepNanos()).hasSize(3);
  }

  @Test
  void comparesStepsWithAndWithoutStatistics() {
    assumeTrue(Files.exists(Path.of("/proc/self/schedstat")), "no CPU times of threads here");
    var answer = ask("do=gradients pairs=3 warmup=1");

    // a running thread is counted at the scheduler's ticks, so a single short step may show none
    assertThat(answer.numbers("with_ns")).hasSize(3);
    assertThat(LongStream.of(answer.numbers("with_ns")).sum()).isPositive();
    assertThat(answer.numbers("without_ns")).hasSize(3);
    assertThat(LongStream.of(answer.numbers("without_ns")).sum()).isPositive();
  }

  @Test
  void multipliesMatrices() {
    var nanos = ask("do=gemm n=64 repeats=3").numbers("ns");

    assertThat(nanos).hasSize(3);
    assertThat(LongStream.of(nanos).min().orElseThrow()).isPositive();
  }

  @Test
  void refusesWhatThereIsNot() {
    assertThat(ask(OPEN.formatted("VGG_08", "plain", "gpu")).text("refused")).contains("GPU");
    assertThat(ask(OPEN.formatted("VGG_08", "blah", "nd4j")).text("refused")).contains("blah");
  }

  @Test
  void aQuestionThatItDoesNotKnowEndsItWithTheReason() {
    try (var other = new BenchProcesses(1, "").ours()) {
      assertThatThrownBy(() -> other.ask(Fields.of("do", "fly")))
          .isInstanceOf(ChildFailure.class)
          .hasMessageContaining("our worker ended with exit code 1")
          .hasMessageContaining("no such question: do=fly");
    }
  }

  private static StepsDone steps(String fields) {
    return StepsDone.of(ask("do=steps limit_ms=60000 " + fields));
  }

  private static Fields ask(String line) {
    return worker.ask(Fields.parse(line));
  }
}
