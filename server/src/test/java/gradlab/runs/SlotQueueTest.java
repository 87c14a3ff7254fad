package gradlab.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.domain.GradlabException.LimitReached;
import gradlab.domain.RunId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SlotQueueTest {
  private final List<RunId> started = new ArrayList<>();
  private final List<SlotQueue.Slot> slots = new ArrayList<>();

  private void enqueue(SlotQueue queue, String id) {
    var run = new RunId(id);
    queue
        .reserve()
        .enqueue(
            run,
            0,
            slot -> {
              started.add(run);
              slots.add(slot);
            });
  }

  @Test
  void startsInOrderAsSlotsBecomeFree() {
    var queue = new SlotQueue(1, 10);
    enqueue(queue, "a");
    enqueue(queue, "b");
    enqueue(queue, "c");
    assertThat(started).containsExactly(new RunId("a"));
    assertThat(queue.position(new RunId("c"))).isEqualTo(2);
    slots.get(0).release();
    slots.get(0).release(); // again: nothing
    assertThat(started).containsExactly(new RunId("a"), new RunId("b"));
    assertThat(queue.position(new RunId("c"))).isEqualTo(1);
    assertThat(queue.position(new RunId("a"))).isZero();
  }

  @Test
  void refusesWhatIsBeyondTheLimitAndForgetsReservationsGivenBack() {
    var queue = new SlotQueue(1, 1);
    enqueue(queue, "a");
    enqueue(queue, "b");
    assertThatThrownBy(queue::reserve)
        .isInstanceOf(LimitReached.class)
        .hasMessageContaining("queue is full");
    assertThat(queue.remove(new RunId("b"))).isTrue();
    queue.reserve().close();
    enqueue(queue, "c");
    assertThat(queue.length()).isEqualTo(1);
  }

  @Test
  void aClosedQueueStartsNothing() {
    var queue = new SlotQueue(1, 5);
    enqueue(queue, "a");
    enqueue(queue, "b");
    queue.close();
    slots.get(0).release();
    assertThat(started).hasSize(1);
  }

  @Test
  void theHighestPriorityGoesFirstAndAmongEqualsWhoCameFirst() {
    var queue = new SlotQueue(1, 10);
    for (var entry : List.of("first=0", "b=0", "a=5", "d=-3", "c=0", "e=5")) {
      var run = new RunId(entry.substring(0, entry.indexOf('=')));
      queue
          .reserve()
          .enqueue(
              run,
              Integer.parseInt(entry.substring(entry.indexOf('=') + 1)),
              slot -> {
                started.add(run);
                slots.add(slot);
              });
    }
    assertThat(queue.position(new RunId("a"))).isEqualTo(1);
    for (int i = 0; i < 5; i++) {
      slots.get(i).release();
    }
    assertThat(started).extracting(RunId::value).containsExactly("first", "a", "e", "b", "c", "d");
  }

  @Test
  void givesNothingWhileItIsHeld() {
    var queue = new SlotQueue(1, 5);
    queue.hold(SlotQueue.Hold.FULL_DISK);
    queue.hold(SlotQueue.Hold.BUDGET);
    enqueue(queue, "a");
    queue.letGo(SlotQueue.Hold.FULL_DISK);
    assertThat(started).as("the other still holds it").isEmpty();
    queue.letGo(SlotQueue.Hold.BUDGET);
    assertThat(started).containsExactly(new RunId("a"));
  }

  @Test
  void workersThatOutlivedTheirServerCount() {
    var queue = new SlotQueue(1, 5);
    var first = queue.take();
    var second = queue.take(); // one more than there are
    enqueue(queue, "a");
    first.release();
    assertThat(started).isEmpty();
    second.release();
    assertThat(started).hasSize(1);
  }

  /** Whatever is started and ended: never more at work than slots, and strictly in order. */
  @Property(tries = 200)
  void neverMoreThanTheSlots(
      @ForAll @IntRange(min = 1, max = 4) int count, @ForAll @Size(max = 60) List<Boolean> steps) {
    var queue = new SlotQueue(count, 1_000);
    var order = new ArrayList<Integer>();
    var held = new ArrayDeque<SlotQueue.Slot>();
    int next = 0;
    for (boolean add : steps) {
      if (add) {
        int number = next++;
        queue
            .reserve()
            .enqueue(
                new RunId("run-" + number),
                0,
                slot -> {
                  order.add(number);
                  held.add(slot);
                });
      } else if (!held.isEmpty()) {
        held.remove().release();
      }
      assertThat(held.size()).isLessThanOrEqualTo(count);
      assertThat(held.size() == count || queue.length() == 0).isTrue();
    }
    assertThat(order).isSorted().doesNotHaveDuplicates();
  }
}
