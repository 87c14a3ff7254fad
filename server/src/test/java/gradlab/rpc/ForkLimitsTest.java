package gradlab.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.domain.RunConfig;
import gradlab.domain.RunLimits;
import gradlab.domain.RunPolicy;
import gradlab.store.Runs;
import gradlab.v1.ForkRunRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A fork's limits are its parent's, where it has none of its own. */
class ForkLimitsTest {
  private static final RunLimits PARENTS =
      new RunLimits(Optional.of(Duration.ofMillis(7_200_500)), OptionalDouble.of(3.5));

  private static RunPolicy fork(Consumer<gradlab.v1.RunPolicy.Builder> changes) {
    var c = Runs.CONFIG;
    var policy = new RunPolicy(0, 0, Duration.ofMillis(60_500), 10, true, PARENTS);
    var parent = new RunConfig(c.network(), c.training(), c.name(), c.tags(), "", policy);
    var request = ForkRunRequest.newBuilder();
    changes.accept(request.getChangesBuilder().getPolicyBuilder());
    return ForkRules.check(parent, request.build(), OptionalInt.empty()).policy();
  }

  @Test
  void areInheritedChangedAndLifted() {
    assertThat(fork(p -> {}).limits()).isEqualTo(PARENTS);
    assertThat(fork(p -> p.setMaxCost(5)).limits())
        .isEqualTo(new RunLimits(PARENTS.maxDuration(), OptionalDouble.of(5)));
    assertThat(fork(p -> p.setMaxCost(0)).limits().maxCost()).isEmpty();
    assertThat(fork(p -> p.getMaxDurationBuilder().setSeconds(5)).limits().maxDuration())
        .contains(Duration.ofSeconds(5));
    assertThat(fork(p -> p.getMaxDurationBuilder().setSeconds(0)).limits().maxDuration()).isEmpty();
  }

  @Test
  void itsTimeBetweenCheckpointsIsReplacedWhole() {
    assertThat(fork(p -> {}).checkpointEvery()).isEqualTo(Duration.ofMillis(60_500));
    assertThat(fork(p -> p.getCheckpointEveryBuilder().setSeconds(0)).checkpointEvery()).isZero();
    assertThat(fork(p -> p.getCheckpointEveryBuilder().setSeconds(9)).checkpointEvery())
        .isEqualTo(Duration.ofSeconds(9));
  }
}
