package gradlab.dataset.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TarReaderTest {
  @Property(tries = 100)
  void readsWhatWasPacked(@ForAll @Size(max = 6) List<@IntRange(max = 2000) Integer> sizes)
      throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int size : sizes) {
      byte[] content = new byte[size];
      new Random(size).nextBytes(content);
      files.put("folder/file-" + files.size(), content);
    }
    TarReader reader = reader(FakeArchive.tar(files));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      TarReader.Entry entry = reader.next().orElseThrow();
      assertThat(entry.path()).isEqualTo(file.getKey());
      assertThat(entry.bytes()).isEqualTo(file.getValue().length);
      if (file.getValue().length % 2 == 0) { // every other file is passed over
        assertThat(content(reader)).isEqualTo(file.getValue());
      }
    }
    assertThat(reader.next()).isEmpty();
  }

  @Property(tries = 100)
  void aCutArchiveNeverPassesForAWholeFile(@ForAll @IntRange(min = 1, max = 511 + 1000) int cut)
      throws IOException {
    byte[] tar = FakeArchive.tar(Map.of("file", new byte[1000]));
    TarReader reader = reader(Arrays.copyOf(tar, cut));
    assertThatThrownBy(
            () -> {
              reader.next();
              content(reader);
            })
        .isInstanceOf(EOFException.class);
  }

  @Test
  void onlyPlainFilesThatDoNotClimbHaveASafeName() {
    assertThat(new TarReader.Entry("a/train.bin", true, 1).safeName()).contains("train.bin");
    assertThat(new TarReader.Entry("train.bin", true, 1).safeName()).contains("train.bin");
    assertThat(new TarReader.Entry("a/train.bin", false, 1).safeName()).isEmpty();
    assertThat(new TarReader.Entry("../train.bin", true, 1).safeName()).isEmpty();
    assertThat(new TarReader.Entry("a\\train.bin", true, 1).safeName()).isEmpty();
  }

  @Test
  void aDamagedHeaderIsRefused() {
    byte[] tar = FakeArchive.tar(Map.of("file", new byte[10]));
    tar[1] ^= 1;
    assertThatThrownBy(() -> reader(tar).next())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("wrong checksum");
  }

  @Test
  void contentRangesAreParsed() {
    assertThat(ContentRange.parse("bytes 5-9/10")).contains(new ContentRange(5, 10));
    assertThat(ContentRange.parse("bytes 5-9/*")).contains(new ContentRange(5, 0));
    assertThat(ContentRange.parse("bytes */10")).contains(new ContentRange(-1, 10));
    for (String bad :
        new String[] {"", "items 1-2/3", "bytes 1-/3", "bytes 99999999999999999999-1/2"}) {
      assertThat(ContentRange.parse(bad)).isEqualTo(Optional.empty());
    }
  }

  private static byte[] content(TarReader reader) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] chunk = new byte[300];
    for (int n = reader.read(chunk); n >= 0; n = reader.read(chunk)) {
      out.write(chunk, 0, n);
    }
    return out.toByteArray();
  }

  private static TarReader reader(byte[] tar) {
    return new TarReader(new ByteArrayInputStream(tar));
  }
}
