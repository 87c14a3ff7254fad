package gradlab.weights.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.weights.format.Sets.Named;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Both formats give back what was written, and a damaged file is an error of ours or harmless. */
class RoundTripTest {
  @Provide
  Arbitrary<List<Named>> sets() {
    return Sets.any();
  }

  @Property(tries = 300)
  void whatWasWrittenIsRead(@ForAll("sets") List<Named> set) throws IOException {
    assertThat(Sets.read(Sets.bytes(set, false))).isEqualTo(Sets.texts(set));
    if (!set.isEmpty()) { // an empty zip does not begin as one
      assertThat(Sets.read(Sets.bytes(set, true))).isEqualTo(Sets.texts(set));
    }
  }

  @Property(tries = 50)
  void theSameTensorsAreTheSameBytes(@ForAll("sets") List<Named> set, @ForAll boolean npz) {
    assertThat(Sets.bytes(set, npz)).isEqualTo(Sets.bytes(set, npz));
  }

  @Property(tries = 300)
  void aCutFileIsAnError(
      @ForAll("sets") List<Named> set,
      @ForAll boolean npz,
      @ForAll @IntRange(max = 9_999) int tenThousandths) {
    byte[] whole = Sets.bytes(set, npz);
    byte[] cut = Arrays.copyOf(whole, whole.length * tenThousandths / 10_000);
    assertThatThrownBy(() -> Sets.read(cut)).isInstanceOf(BadWeightsException.class);
  }

  @Property(tries = 300)
  void aLongerFileIsAnError(@ForAll("sets") List<Named> set) {
    byte[] whole = Sets.bytes(set, false);
    assertThatThrownBy(() -> Sets.read(Arrays.copyOf(whole, whole.length + 1)))
        .isInstanceOf(BadWeightsException.class);
  }

  /** safetensors has no checksums: a flipped bit of a value is another value there. */
  @Property(tries = 1000)
  void aFlippedBitIsAnErrorOrLeavesTheOtherTensorsAlone(
      @ForAll("sets") List<Named> set,
      @ForAll boolean npz,
      @ForAll @IntRange(max = 9_999) int tenThousandths,
      @ForAll byte bit)
      throws IOException {
    byte[] file = Sets.bytes(set, npz);
    file[file.length * tenThousandths / 10_000] ^= (byte) (1 << (bit & 7));
    Map<String, String> expected = Sets.texts(set);
    Map<String, String> found;
    try {
      found = Sets.read(file);
    } catch (BadWeightsException e) {
      assertThat(e).message().isNotBlank();
      return;
    }
    long same = expected.entrySet().stream().filter(e -> found.entrySet().contains(e)).count();
    assertThat(same).isGreaterThanOrEqualTo(set.size() - 1);
    if (npz) { // nothing but names can have changed
      assertThat(found.values()).containsExactlyElementsOf(expected.values());
    }
  }

  @Property(tries = 500)
  void noiseIsAnError(@ForAll byte[] noise) {
    assertThatThrownBy(() -> Sets.read(noise)).isInstanceOf(BadWeightsException.class);
  }
}
