package gradlab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TrainValSplitTest {
  /** Numbers computed with NumPy's own RandomState(0).choice(50000, 47500, replace=False). */
  @Test
  void isNumPysSplitOfTheOfficialSet() {
    TrainValSplit split = TrainValSplit.of(50_000);

    assertThat(split.train()).hasSize(47_500).startsWith(11841, 19602, 45519, 25747, 42642);
    assertThat(split.train()).endsWith(38018, 8824, 5522, 33370, 28065);
    assertThat(sum(split.train())).isEqualTo(1_187_726_900L);
    assertThat(crc32(split.train())).isEqualTo(0x5ac172dfL);

    assertThat(split.val()).hasSize(2_500).startsWith(52, 55, 63, 81, 93, 99, 100, 110, 128, 131);
    assertThat(split.val()).endsWith(49905, 49925, 49953, 49976, 49994);
    assertThat(sum(split.val())).isEqualTo(62_248_100L);
    assertThat(crc32(split.val())).isEqualTo(0xb7ecadf2L);
  }

  @Test
  void theTwisterGivesThePublishedNumbers() {
    MersenneTwister random = new MersenneTwister(0);
    assertThat(random.next()).isEqualTo((int) 2357136044L);
    assertThat(random.next()).isEqualTo((int) 2546248239L);
    assertThat(random.next()).isEqualTo((int) 3071714933L);

    // C++11 26.5.5: the 10000th number of std::mt19937, whose seed is 5489
    MersenneTwister standard = new MersenneTwister(5489);
    int last = 0;
    for (int i = 0; i < 10_000; i++) {
      last = standard.next();
    }
    assertThat(last).isEqualTo((int) 4123659995L);
  }

  @Property(tries = 200)
  void anyNumberOfImagesIsDividedWithoutLoss(@ForAll @IntRange(max = 3000) int n) {
    TrainValSplit split = TrainValSplit.of(n);

    int[] all =
        IntStream.concat(Arrays.stream(split.train()), Arrays.stream(split.val())).toArray();
    Arrays.sort(all);
    assertThat(all).isEqualTo(IntStream.range(0, n).toArray());
    assertThat(split.train().length)
        .isEqualTo(new BigDecimal("0.95").multiply(BigDecimal.valueOf(n)).intValue());
    assertThat(split.val()).isSorted();
  }

  @Test
  void aNegativeNumberIsRefused() {
    assertThatThrownBy(() -> TrainValSplit.of(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  private static long sum(int[] values) {
    return Arrays.stream(values).asLongStream().sum();
  }

  private static long crc32(int[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(values);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }
}
