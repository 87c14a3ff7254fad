package gradlab.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ZombieTest {
  @Test
  void weOurselvesLive() {
    assertThat(Zombie.orGone(ProcessHandle.current())).isFalse();
  }

  /** A parent that never collects its dead child. */
  @Test
  void aDeadChildThatNobodyCollectsIsDead() throws Exception {
    var parent = new ProcessBuilder("sh", "-c", "sleep 30 & echo $!; exec sleep 30").start();
    try (var out = new BufferedReader(new InputStreamReader(parent.getInputStream()))) {
      var child = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
      assertThat(Zombie.orGone(child)).isFalse();
      child.destroyForcibly();
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (!Zombie.orGone(child)) {
        assertThat(System.nanoTime()).isLessThan(end);
        Thread.onSpinWait();
      }
      assertThat(parent.isAlive()).isTrue();
    } finally {
      parent.destroyForcibly();
    }
  }
}
