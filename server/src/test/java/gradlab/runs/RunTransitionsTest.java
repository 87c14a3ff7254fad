package gradlab.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.domain.RunState;
import java.util.EnumSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class RunTransitionsTest {
  @Property
  void everyPairIsEitherInTheTableOrRefused(@ForAll RunState from, @ForAll RunState to) {
    if (RunTransitions.next(from).contains(to)) {
      RunTransitions.check(from, to);
      assertThat(RunTransitions.allowed(from, to)).isTrue();
    } else {
      assertThatThrownBy(() -> RunTransitions.check(from, to))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(from.name())
          .hasMessageContaining(to.name());
    }
  }

  @Property
  void noStateFollowsItselfAndAnEndedOneIsOnlyLeftByTheQueue(@ForAll RunState from) {
    assertThat(RunTransitions.allowed(from, from)).isFalse();
    if (from.ended()) {
      assertThat(RunTransitions.next(from)).containsExactly(RunState.QUEUED);
    } else {
      // a crash brings a run back into the queue, but not one that was told to end
      assertThat(RunTransitions.allowed(from, RunState.QUEUED))
          .isEqualTo(EnumSet.of(RunState.STARTING, RunState.RUNNING, RunState.LOST).contains(from));
    }
  }

  /** Whatever a run went through, from any state that can be entered it can still end. */
  @Property
  void aWalkNeverGetsStuck(@ForAll List<Integer> choices) {
    var state = RunState.QUEUED;
    for (int choice : choices) {
      var next = List.copyOf(RunTransitions.next(state));
      assertThat(next).as("after %s", state).isNotEmpty();
      state = next.get(Math.floorMod(choice, next.size()));
      if (!state.ended()) {
        assertThat(RunTransitions.next(state))
            .containsAll(EnumSet.of(RunState.FAILED, RunState.KILLED, RunState.STOPPED));
      }
    }
  }
}
