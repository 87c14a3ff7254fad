package gradlab.store;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.domain.RunId;
import gradlab.domain.RunState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

class RunLogPropertyTest {
  private static final RunId ID = RunId.of("run-1");

  /** Whatever was written, wherever the file is cut: what opens is a prefix, and goes on. */
  @Property(tries = 150)
  void aCutLogIsAPrefix(
      @ForAll("batches") List<List<NewEvent>> batches,
      @ForAll @DoubleRange(min = 0, max = 1) double where)
      throws Exception {
    Path directory = Files.createTempDirectory("gradlab-log");
    try {
      List<StoredEvent> written = new ArrayList<>();
      long firstEvent;
      try (var log = RunLog.create(directory, ID, Runs.CONFIG, "", Runs.T0)) {
        firstEvent = log.snapshot().bytes();
        batches.forEach(b -> written.addAll(log.append(b)));
        assertThat(Runs.read(log, 1)).isEqualTo(written);
      }
      byte[] whole = Files.readAllBytes(directory.resolve("run.log"));
      int cut = (int) (firstEvent + where * (whole.length - firstEvent));
      Files.write(directory.resolve("run.log"), Arrays.copyOf(whole, cut));

      try (var log = RunLog.open(directory)) {
        List<StoredEvent> found = Runs.read(log, 1);
        assertThat(written.subList(0, found.size())).isEqualTo(found);
        assertThat(log.view().lastSeq()).isEqualTo(found.size());
        StoredEvent next = log.append(List.of(Runs.server(Runs.state(RunState.FAILED)))).get(0);
        assertThat(next.seq()).isEqualTo(found.size() + 1);
        assertThat(Runs.read(log, 1)).hasSize(found.size() + 1).endsWith(next);
      }
      try (var log = RunLog.open(directory)) {
        assertThat(log.recovery()).isEmpty();
        assertThat(log.view().state()).isEqualTo(RunState.FAILED);
      }
    } finally {
      DurableFiles.deleteTree(directory);
    }
  }

  @Provide
  Arbitrary<List<List<NewEvent>>> batches() {
    var event =
        Combinators.combine(
                RunEvents.instants(),
                Arbitraries.oneOf(RunEvents.events(), RunEvents.aboutLimits()))
            .as(NewEvent::ofServer);
    return event.list().ofMinSize(1).ofMaxSize(4).list().ofMaxSize(6);
  }
}
