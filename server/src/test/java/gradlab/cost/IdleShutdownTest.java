package gradlab.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The countdown, by a clock of the test's. */
class IdleShutdownTest {
  private static final Duration AFTER = Duration.ofMinutes(30);

  private long nanos = Long.MAX_VALUE - 7; // nanoTime may be anything, and overflow
  private boolean busy;
  private final Activity activity = new Activity(() -> nanos);
  private final List<CompletableFuture<CommandResult>> commands = new ArrayList<>();
  private final IdleShutdown idle =
      new IdleShutdown(
          activity,
          () -> busy,
          new CostSettings.Idle(AFTER, "stop me"),
          command -> {
            assertThat(command).isEqualTo("stop me");
            commands.add(new CompletableFuture<>());
            return commands.get(commands.size() - 1);
          });

  private void minutesLater(int minutes) {
    nanos += Duration.ofMinutes(minutes).toNanos();
    idle.tick();
  }

  private void commandEnds(boolean succeeded) {
    commands.get(commands.size() - 1).complete(new CommandResult(succeeded, "ended somehow"));
    idle.tick();
  }

  @Test
  void countsDownAndRunsTheCommandOnce() {
    minutesLater(12);
    assertThat(idle.idle()).isEqualTo(Duration.ofMinutes(12));
    assertThat(idle.shutdownIn()).contains(Duration.ofMinutes(18));
    minutesLater(17);
    assertThat(commands).isEmpty();
    minutesLater(1);
    assertThat(commands).hasSize(1);
    minutesLater(60); // it takes long
    assertThat(commands).hasSize(1);
    assertThat(idle.lastResult()).isEqualTo("the idle command is running");
    commandEnds(true);
    minutesLater(600);
    assertThat(commands).hasSize(1);
    assertThat(idle.shutdownIn()).isEmpty();
    assertThat(idle.lastResult()).isEqualTo("the idle command ended somehow");
  }

  @Test
  void anyCallBeginsItAnew() {
    minutesLater(29);
    activity.begin();
    activity.end();
    assertThat(idle.shutdownIn()).isEmpty();
    minutesLater(29);
    assertThat(commands).isEmpty();
    minutesLater(1);
    assertThat(commands).hasSize(1);
  }

  @Test
  void anOpenStreamIsActivityForAsLongAsItIsOpen() {
    activity.begin();
    activity.begin();
    activity.end();
    minutesLater(1_000);
    assertThat(commands).isEmpty();
    assertThat(idle.idle()).isZero();
    activity.end();
    minutesLater(29);
    assertThat(commands).isEmpty();
    minutesLater(1);
    assertThat(commands).hasSize(1);
  }

  @Test
  void aRunIsActivityForAsLongAsItGoesOn() {
    busy = true;
    minutesLater(1_000);
    assertThat(idle.idle()).isZero();
    assertThat(idle.shutdownIn()).isEmpty();
    busy = false;
    minutesLater(29);
    assertThat(commands).isEmpty();
    minutesLater(1);
    assertThat(commands).hasSize(1);
  }

  @Test
  void aCommandThatFailsIsTriedAgainAfterAsLongATime() {
    minutesLater(30);
    commandEnds(false);
    assertThat(idle.lastResult())
        .isEqualTo("the idle command ended somehow; tried again after 30 min 0 s");
    minutesLater(29);
    assertThat(commands).hasSize(1);
    minutesLater(1);
    assertThat(commands).hasSize(2);
  }

  @Test
  void afterASuccessOnlyActivityBeginsItAnew() {
    minutesLater(30);
    commandEnds(true);
    busy = true;
    minutesLater(10);
    busy = false;
    minutesLater(29);
    assertThat(idle.shutdownIn()).contains(Duration.ofMinutes(1));
    minutesLater(1);
    assertThat(commands).hasSize(2);
  }
}
