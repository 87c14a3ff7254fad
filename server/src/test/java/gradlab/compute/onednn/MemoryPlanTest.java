package gradlab.compute.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.compute.onednn.MemoryPlan.Region;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MemoryPlanTest {
  /** Positive: take so many pages and a bit; otherwise: release one of those that are taken. */
  @Property
  void whatIsTakenNeverOverlapsAndLiesWithinTheBlock(
      @ForAll @Size(max = 60) List<@IntRange(min = -20, max = 20) Integer> actions) {
    var plan = new MemoryPlan();
    var taken = new ArrayList<Region>();
    for (int action : actions) {
      if (action > 0) {
        long wanted = action * MemoryPlan.ALIGNMENT - 7;
        var region = plan.take(wanted);
        assertThat(region.bytes()).isGreaterThanOrEqualTo(wanted);
        assertThat(region.offset() % MemoryPlan.ALIGNMENT).isZero();
        assertThat(region.offset() + region.bytes()).isLessThanOrEqualTo(plan.bytes());
        assertThat(taken).noneMatch(other -> overlap(other, region));
        taken.add(region);
      } else if (!taken.isEmpty()) {
        plan.release(taken.remove(-action % taken.size()));
      }
    }
    long before = plan.bytes();
    taken.forEach(plan::release);
    assertThat(plan.take(Math.max(1, before)).offset()).isZero(); // all joined again
    assertThat(plan.bytes()).isEqualTo(Math.max(MemoryPlan.ALIGNMENT, before));
  }

  private static boolean overlap(Region a, Region b) {
    return a.offset() < b.offset() + b.bytes() && b.offset() < a.offset() + a.bytes();
  }

  @Test
  void takesTheSmallestStretchThatIsLargeEnough() {
    var plan = new MemoryPlan();
    var large = plan.take(10 * MemoryPlan.ALIGNMENT);
    plan.take(1);
    var small = plan.take(3 * MemoryPlan.ALIGNMENT);
    plan.take(1);
    plan.release(large);
    plan.release(small);
    assertThat(plan.take(2 * MemoryPlan.ALIGNMENT).offset()).isEqualTo(small.offset());
    assertThat(plan.take(4 * MemoryPlan.ALIGNMENT).offset()).isEqualTo(large.offset());
  }
}
