package gradlab.exchange.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class RecordWriterTest {
  /** The check value of CRC-32C (RFC 3720, appendix B.4, has more). */
  @Example
  void theReadersChecksumIsTheStandards() {
    assertThat(EventFileReader.crc32c("123456789".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(0xe3069283);
  }

  @Property(tries = 200)
  void theMaskedChecksumIsThatOfTheBytes(@ForAll byte[] bytes) {
    int crc = EventFileReader.crc32c(bytes);
    assertThat(RecordWriter.maskedCrc(bytes)).isEqualTo(((crc >>> 15) | (crc << 17)) + 0xa282ead8);
  }

  @Example
  void lengthAndBytesAreFramed() throws Exception {
    var out = new ByteArrayOutputStream();
    new RecordWriter(out).write(new byte[] {0x1a, 1, 'x'});
    String hex = HexFormat.of().formatHex(out.toByteArray());
    assertThat(hex).startsWith("0300000000000000").contains("1a0178").hasSize(2 * (8 + 4 + 3 + 4));
    assertThat(EventFileReader.read(out.toByteArray()).get(0).fileVersion()).isEqualTo("x");
  }
}
