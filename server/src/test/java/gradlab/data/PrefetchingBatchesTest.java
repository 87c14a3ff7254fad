package gradlab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.dataset.Cifar100;
import gradlab.dataset.Split;
import gradlab.dataset.TestImages;
import gradlab.domain.Augmentation;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PrefetchingBatchesTest {
  private static final BatchFiller NOTHING = (batch, slot) -> slot.resize(1);

  @Test
  void threeBuffersGoRound() throws InterruptedException {
    Set<FloatBuffer> buffers = Collections.newSetFromMap(new IdentityHashMap<>());
    try (BatchSource source = new PrefetchingBatches(new BatchRing(1), 0, 50, NOTHING)) {
      int batches = 0;
      for (Optional<Batch> next = source.next(); next.isPresent(); next = source.next()) {
        buffers.add(next.get().images());
        batches++;
      }
      assertThat(batches).isEqualTo(50);
    }
    assertThat(buffers).hasSizeBetween(1, BatchRing.SLOTS);
  }

  @Test
  void neverOverwritesTheBatchThatTheConsumerHas() throws InterruptedException {
    AtomicInteger filled = new AtomicInteger();
    CountDownLatch twoAhead = new CountDownLatch(3);
    BatchFiller filler =
        (batch, slot) -> {
          slot.resize(1);
          slot.put(0, new float[Cifar100.PIXEL_BYTES], batch);
          filled.incrementAndGet();
          twoAhead.countDown();
        };
    try (BatchSource source = new PrefetchingBatches(new BatchRing(1), 0, 9, filler)) {
      Batch first = source.next().orElseThrow();
      assertThat(twoAhead.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(first.labels()).containsExactly(0);
      assertThat(filled).hasValue(3); // the fourth has no place until the first is given back
      for (int batch = 1; batch < 9; batch++) {
        assertThat(source.next().orElseThrow().labels()).containsExactly(batch);
      }
    }
  }

  @Test
  void whatStopsTheThreadIsThrownByNext() throws InterruptedException {
    RuntimeException broken = new IllegalArgumentException("broken image");
    BatchFiller filler =
        (batch, slot) -> {
          slot.resize(1);
          if (batch == 2) {
            throw broken;
          }
        };
    try (BatchSource source = new PrefetchingBatches(new BatchRing(1), 0, 9, filler)) {
      assertThat(source.next()).isPresent();
      assertThat(source.next()).isPresent();
      assertThatThrownBy(source::next).isSameAs(broken);
      assertThatThrownBy(source::next).isSameAs(broken);
    }
  }

  @Test
  void anErrorIsThrownToo() {
    Error error = new OutOfMemoryError("made up");
    BatchFiller filler =
        (batch, slot) -> {
          throw error;
        };
    try (BatchSource source = new PrefetchingBatches(new BatchRing(1), 0, 1, filler)) {
      assertThatThrownBy(source::next).isSameAs(error);
    }
  }

  @Test
  void closeEndsTheThreadInMidEpochAndFreesTheRing() throws InterruptedException {
    AtomicReference<Thread> thread = new AtomicReference<>();
    BatchRing ring = new BatchRing(1);
    BatchFiller filler =
        (batch, slot) -> {
          slot.resize(1);
          thread.set(Thread.currentThread());
        };
    BatchSource source = new PrefetchingBatches(ring, 0, 1_000_000, filler);
    source.next();
    assertThat(thread.get().isDaemon()).isTrue();
    source.close();
    assertThat(thread.get().isAlive()).isFalse();
    assertThatThrownBy(source::next).hasMessageContaining("closed");

    try (BatchSource other = new PrefetchingBatches(ring, 0, 3, NOTHING)) {
      source.close(); // the second time does nothing, above all not to the ring
      assertThat(other.next()).isPresent();
      assertThatThrownBy(ring::lend).hasMessageContaining("in use");
    }
  }

  @Test
  void closeWakesAConsumerThatWaits() throws Exception {
    CountDownLatch consumerEnded = new CountDownLatch(1);
    BatchFiller stuck = (batch, slot) -> await(consumerEnded);
    BatchSource source = new PrefetchingBatches(new BatchRing(1), 0, 5, stuck);
    FutureTask<String> waiting =
        new FutureTask<>(
            () -> {
              try {
                return "got " + source.next();
              } catch (IllegalStateException e) {
                return e.getMessage();
              } finally {
                consumerEnded.countDown();
              }
            });
    Thread consumer = new Thread(waiting);
    consumer.start();
    awaitWaiting(consumer);
    source.close();
    assertThat(waiting.get(10, TimeUnit.SECONDS)).contains("closed");
  }

  /** An interrupt would close the file that later sources read from, too. */
  @Test
  void closeInterruptsNothing() throws InterruptedException {
    CountDownLatch filling = new CountDownLatch(1);
    CountDownLatch closing = new CountDownLatch(1);
    AtomicBoolean undisturbed = new AtomicBoolean();
    BatchFiller slow =
        (batch, slot) -> {
          slot.resize(1);
          filling.countDown();
          undisturbed.set(await(closing));
        };
    BatchSource source = new PrefetchingBatches(new BatchRing(1), 0, 5, slow);
    filling.await();
    Thread closer = new Thread(source::close);
    closer.start();
    awaitWaiting(closer);
    closing.countDown();
    closer.join();
    assertThat(undisturbed).isTrue();
  }

  @Test
  void waitingIsMeasured() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    BatchFiller late =
        (batch, slot) -> {
          slot.resize(1);
          await(go);
        };
    try (BatchSource source = new PrefetchingBatches(new BatchRing(1), 0, 3, late)) {
      FutureTask<Optional<Batch>> waiting = new FutureTask<>(source::next);
      Thread consumer = new Thread(waiting);
      consumer.start();
      awaitWaiting(consumer);
      long start = System.nanoTime();
      long until = start + 20_000_000;
      while (System.nanoTime() < until) {
        Thread.onSpinWait(); // the time that is to be seen
      }
      go.countDown();
      assertThat(waiting.get(10, TimeUnit.SECONDS)).isPresent();
      assertThat(source.waitNanos()).isGreaterThanOrEqualTo(20_000_000);
    }
  }

  @Test
  void cpuTimeOfFillingIsMeasured() throws InterruptedException {
    BatchFiller busy =
        (batch, slot) -> {
          slot.resize(1);
          var threads = ManagementFactory.getThreadMXBean();
          long until = threads.getCurrentThreadCpuTime() + 5_000_000;
          while (threads.getCurrentThreadCpuTime() < until) {
            Thread.onSpinWait(); // the time that is to be seen
          }
        };
    try (BatchSource source = new PrefetchingBatches(new BatchRing(1), 0, 2, busy)) {
      source.next();
      source.next();
      assertThat(source.cpuNanos()).isGreaterThanOrEqualTo(10_000_000);
    }
  }

  /**
   * @return false when interrupted
   */
  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void awaitWaiting(Thread thread) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (thread.getState() != Thread.State.WAITING) {
      assertThat(System.nanoTime()).as("%s never waited", thread).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  /** Prints the time per batch of 100; the bound is loose for machines that do other work. */
  @Test
  void aBatchOf100TakesAboutAMillisecond() throws InterruptedException {
    try (Cifar100 data = Cifar100.load(TestImages.officialOrSample(), Split.TRAIN)) {
      List<Double> millis = millisPerBatch(data);
      System.out.println("milliseconds per augmented batch of 100, by epoch: " + millis);
      assertThat(Collections.min(millis)).isLessThan(5.0);
    }
  }

  private static List<Double> millisPerBatch(Cifar100 data) throws InterruptedException {
    int[] indices = IntStream.range(0, data.size()).toArray();
    BatchRing ring = new BatchRing(100);
    List<Double> millis = new ArrayList<>();
    int epochs = data.size() > 10_000 ? 3 : 20;
    for (int epoch = 0; epoch < epochs; epoch++) {
      long start = System.nanoTime();
      EpochPosition from = new EpochPosition(0, epoch, 0);
      try (BatchSource source = Batches.training(data, indices, Augmentation.COURSE, from, ring)) {
        while (source.next().isPresent()) {
          Thread.onSpinWait();
        }
        millis.add((System.nanoTime() - start) / 1e6 / source.batches());
      }
    }
    return millis;
  }
}
