package gradlab.store;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.domain.RunEvent;
import gradlab.domain.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/** A log that is opened by what an index says is the log that reading it from its start finds. */
class RememberedLogPropertyTest {
  private static final RunId ID = RunId.of("run-1");

  private Path directory;
  private Path file;

  @BeforeTry
  void makeDirectory() throws IOException {
    directory = Files.createTempDirectory("gradlab-log");
    file = directory.resolve("run.log");
  }

  @AfterTry
  void deleteDirectory() throws IOException {
    DurableFiles.deleteTree(directory);
  }

  /** What an index that was written at that moment would say later. */
  private static LogSnapshot frozen(LogSnapshot known) throws IOException {
    var blocks = LogBlocks.decode(known.blocks().encode(known.view().lastSeq()));
    return new LogSnapshot(known.view(), known.bytes(), known.endCrc(), blocks);
  }

  /** Writes a log; returns what an index could have said after each of its writes. */
  private List<LogSnapshot> write(RunId id, Random random, int events) throws IOException {
    var known = new ArrayList<LogSnapshot>();
    try (var log = RunLog.create(directory, id, Runs.CONFIG, "", Runs.T0)) {
      known.add(frozen(log.snapshot()));
      for (var batch : LongLogs.random(random, events)) {
        log.append(batch);
        known.add(frozen(log.snapshot()));
      }
    }
    return known;
  }

  private void assertAsTheScan(Optional<LogSnapshot> known, Random random) throws IOException {
    byte[] content = Files.readAllBytes(file);
    try (var scanned = RunLog.open(directory)) {
      byte[] cut = Files.readAllBytes(file);
      Files.write(file, content);
      try (var log = RunLog.open(directory, LogWriter.FILE, known)) {
        assertThat(file).hasBinaryContent(cut);
        assertThat(log.view()).isEqualTo(scanned.view());
        assertThat(log.recovery()).isEqualTo(scanned.recovery());
        assertThat(log.snapshot().bytes()).isEqualTo(scanned.snapshot().bytes());
        assertThat(log.snapshot().endCrc()).isEqualTo(scanned.snapshot().endCrc());
        long last = scanned.view().lastSeq();
        for (int i = 0; i < 3; i++) {
          long from = (long) (random.nextDouble() * (last + 2));
          assertThat(Runs.read(log, from)).isEqualTo(Runs.read(scanned, from));
        }
        assertThat(excerpt(log)).isEqualTo(excerpt(scanned));
        var next = log.append(List.of(Runs.server(Runs.step(7, 1)))).get(0);
        assertThat(next.seq()).isEqualTo(last + 1);
        try (var again = RunLog.open(directory)) {
          assertThat(again.view()).isEqualTo(log.view());
        }
      }
    }
  }

  private static List<StoredEvent> excerpt(RunLog log) {
    var events = new ArrayList<StoredEvent>();
    try (var excerpt =
        LogExcerpt.of(log, Set.of(RunEvent.GradientsSampled.class, RunEvent.StateChanged.class))) {
      for (var next = excerpt.next(); next.isPresent(); next = excerpt.next()) {
        events.add(next.get());
      }
    }
    return events;
  }

  private static <T> T any(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }

  @Property(tries = 30)
  void anIndexOfAnyAge(@ForAll long seed, @ForAll @IntRange(min = 0, max = 800) int events)
      throws IOException {
    var random = new Random(seed);
    var known = any(write(ID, random, events), random);
    try (var log = RunLog.open(directory, LogWriter.FILE, Optional.of(known))) {
      boolean rewoundSince =
          Runs.read(log, known.view().lastSeq() + 1).stream()
              .anyMatch(e -> e.event() instanceof RunEvent.Rewound);
      assertThat(log.isRemembered()).isEqualTo(!rewoundSince);
    }
    assertAsTheScan(Optional.of(known), random);
  }

  @Property(tries = 25)
  void aTornLog(@ForAll long seed, @ForAll @IntRange(min = 0, max = 700) int events)
      throws IOException {
    var random = new Random(seed);
    var known = any(write(ID, random, events), random);
    byte[] whole = Files.readAllBytes(file);
    int first = (int) firstEvent();
    int torn = first + (int) (random.nextDouble() * (whole.length - first + 1));
    byte[] junk = new byte[random.nextInt(300)];
    random.nextBytes(junk);
    byte[] content = Arrays.copyOf(whole, torn + junk.length);
    System.arraycopy(junk, 0, content, torn, junk.length);
    Files.write(file, content);
    assertAsTheScan(Optional.of(known), random);
  }

  private long firstEvent() throws IOException {
    return LogScan.read(file).firstEvent();
  }

  /** Of another run, of another history of this one, with any place wrong: as if by a forger. */
  @Property(tries = 50)
  void anIndexThatLies(@ForAll long seed, @ForAll @IntRange(min = 1, max = 800) int events)
      throws IOException {
    var random = new Random(seed);
    boolean other = random.nextBoolean();
    var foreign = any(write(other ? RunId.of("run-2") : ID, random, events), random);
    Files.delete(file);
    var own = any(write(ID, random, events), random);
    var lie =
        switch (random.nextInt(4)) {
          case 0 -> foreign;
          case 1 -> new LogSnapshot(own.view(), foreign.bytes(), own.endCrc(), own.blocks());
          case 2 ->
              new LogSnapshot(own.view(), own.bytes(), own.endCrc(), moved(foreign, -1, random));
          default -> {
            int wrong = random.nextInt(1 + events / LogBlocks.EVENTS);
            yield new LogSnapshot(own.view(), own.bytes(), own.endCrc(), moved(own, wrong, random));
          }
        };
    assertAsTheScan(Optional.of(lie), random);
  }

  /** One of the places, a little elsewhere; each block may have every kind of event. */
  private static LogBlocks moved(LogSnapshot known, int wrong, Random random) {
    var blocks = new LogBlocks();
    long last = known.view().lastSeq();
    for (int block = 0; LogBlocks.firstSeq(block) <= last; block++) {
      long seq = LogBlocks.firstSeq(block);
      long offset = known.blocks().floor(seq).orElseThrow().offset();
      blocks.add(seq, block == wrong ? offset + 1 + random.nextInt(90) : offset, -1);
    }
    return blocks;
  }

  /** Where the log itself is damaged before its last block, whoever reads that place is told. */
  @Property(tries = 25)
  void aDamagedLog(@ForAll long seed, @ForAll @IntRange(min = 300, max = 800) int events)
      throws IOException {
    var random = new Random(seed);
    var all = write(ID, random, events);
    var known = all.get(all.size() - 1);
    List<StoredEvent> written;
    try (var log = RunLog.open(directory)) {
      written = Runs.read(log, 1);
    }
    byte[] content = Files.readAllBytes(file);
    long first = firstEvent();
    long until = known.blocks().floor(known.view().lastSeq()).orElseThrow().offset();
    if (until <= first) {
      return; // one block: it is read whole when the log is opened
    }
    int at = (int) (first + random.nextDouble() * (until - first));
    content[at] ^= (byte) (1 << random.nextInt(8));
    Files.write(file, content);
    var read = new ArrayList<StoredEvent>();
    boolean told = false;
    try (var log = RunLog.open(directory, LogWriter.FILE, Optional.of(known));
        var cursor = log.cursor(1)) {
      for (var next = cursor.next(); next.isPresent(); next = cursor.next()) {
        read.add(next.get());
      }
    } catch (CorruptLogException e) {
      told = true;
      assertThat(file).hasBinaryContent(content);
    }
    assertThat(told).isTrue();
    assertThat(written.subList(0, read.size())).isEqualTo(read);
  }
}
