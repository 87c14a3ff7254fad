package gradlab.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.domain.GradlabException.InvalidRequest;
import gradlab.domain.GradlabException.LimitReached;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ArtifactStoreTest {
  private static final ArtifactLimits LIMITS = new ArtifactLimits(100, 3, Duration.ofHours(1), 2);
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir Path state;
  private ArtifactStore store;

  @BeforeEach
  void open() {
    store = at(NOW);
  }

  private ArtifactStore at(Instant now) {
    return ArtifactStore.open(state, LIMITS, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static String sha256(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }

  private static String put(ArtifactStore store, byte... content) throws Exception {
    try (var upload = store.upload()) {
      for (byte b : content) {
        upload.write(ByteBuffer.wrap(new byte[] {b}));
      }
      return upload.finish(sha256(content));
    }
  }

  private List<String> files() throws Exception {
    try (var files = Files.list(state.resolve("artifacts"))) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aFileIsFoundByItsContentsChecksum() throws Exception {
    String id = put(store, (byte) 1, (byte) 2);
    assertThat(id).isEqualTo(sha256(new byte[] {1, 2}));
    assertThat(put(store, (byte) 1, (byte) 2)).isEqualTo(id); // again: the same
    Path file = at(NOW).find(id).orElseThrow(); // also after a restart
    assertThat(file).hasBinaryContent(new byte[] {1, 2});
    assertThat(files()).containsExactly(id);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(store.find("0".repeat(64))).isEmpty();
    assertThat(store.find("../runs")).isEmpty();
  }

  @Test
  void whatIsWrongLeavesNothing() throws Exception {
    assertThatThrownBy(() -> finish(new byte[] {1}, sha256(new byte[] {2})))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("sha256: what arrived has the sha256 " + sha256(new byte[] {1}));
    assertThatThrownBy(() -> finish(new byte[0], sha256(new byte[0])))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("the file is empty");
    assertThatThrownBy(() -> finish(new byte[101], ""))
        .isInstanceOf(LimitReached.class)
        .hasMessageContaining("at most 100");
    try (var announced = store.upload()) {
      assertThatThrownBy(() -> announced.announce(101)).isInstanceOf(LimitReached.class);
      announced.announce(100);
    }
    try (var brokenOff = store.upload()) {
      brokenOff.write(ByteBuffer.wrap(new byte[50]));
      assertThat(files()).singleElement().asString().endsWith(".part");
    }
    assertThat(files()).isEmpty();
    assertThat(finish(new byte[100], sha256(new byte[100]))).hasSize(64);
  }

  private String finish(byte[] content, String sha256) {
    try (var upload = store.upload()) {
      upload.write(ByteBuffer.wrap(content));
      return upload.finish(sha256);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskIsALimit() throws Exception {
    var full = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE);
    Path partial = state.resolve("artifacts/x.part");
    Files.createFile(partial);
    try (var upload = new Upload(store, partial, full)) {
      assertThatThrownBy(() -> upload.write(ByteBuffer.wrap(new byte[10])))
          .isInstanceOf(LimitReached.class)
          .hasMessageContaining("No space left on device")
          .hasMessageContaining("free disk space");
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void theOldestGiveWay() throws Exception {
    var ids = new ArrayList<String>();
    for (int i = 0; i < 4; i++) {
      ids.add(put(at(NOW.plusSeconds(i)), (byte) i));
    }
    assertThat(files()).containsExactlyInAnyOrderElementsOf(ids.subList(1, 4));
    put(at(NOW.plusSeconds(10)), (byte) 1); // asked for again: not the oldest any more
    String more = put(at(NOW.plusSeconds(11)), (byte) 9);
    assertThat(files()).containsExactlyInAnyOrder(ids.get(1), ids.get(3), more);
    at(NOW.plusSeconds(11).plus(Duration.ofHours(1)));
    assertThat(files()).containsExactly(more);
    at(NOW.plusSeconds(12).plus(Duration.ofHours(1)));
    assertThat(files()).isEmpty();
  }

  @Test
  void whatAKilledServerLeftIsDeleted() throws Exception {
    var left = store.upload();
    left.write(ByteBuffer.wrap(new byte[10]));
    assertThat(files()).hasSize(1);
    at(NOW);
    assertThat(files()).isEmpty();
    left.close();
  }

  @Test
  void soManyAtATime() throws Exception {
    var first = store.upload();
    var second = store.scratch();
    assertThatThrownBy(() -> store.upload())
        .isInstanceOf(LimitReached.class)
        .hasMessageContaining("2 files are on their way");
    first.close();
    first.close(); // counts once
    var third = store.scratch();
    assertThatThrownBy(() -> store.scratch()).isInstanceOf(LimitReached.class);
    second.close();
    third.close();
    assertThat(files()).isEmpty();
  }

  @Test
  void whatGoesOutIsReadOnceAndGone() throws Exception {
    var scratch = store.scratch();
    try (var out = scratch.out()) {
      out.write(new byte[] {1, 2, 3});
      out.write(4);
    }
    try (var in = scratch.in()) {
      assertThat(in.readAllBytes()).containsExactly(1, 2, 3, 4);
    }
    assertThat(files()).isEmpty();
  }
}
