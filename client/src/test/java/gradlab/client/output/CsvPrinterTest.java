package gradlab.client.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class CsvPrinterTest {
  @Property
  void aReaderOfRfc4180GetsTheCellsBack(
      @ForAll @Size(min = 1, max = 5)
          List<@StringLength(max = 12) @CharRange(from = ' ', to = '~') String> plain,
      @ForAll int special) {
    List<String> cells = new ArrayList<>(plain);
    String[] nasty = {"\n", "a\nb", "a\rb", "\r\n", "\"", ",", " x ", "a\"b,c\nd", ""};
    cells.add(nasty[Math.floorMod(special, nasty.length)]);
    String line = String.join(",", cells.stream().map(CsvPrinter::quote).toList());
    assertThat(read(line)).isEqualTo(cells);
  }

  /** A reader by the grammar of RFC 4180, for one record. */
  private static List<String> read(String record) {
    List<String> cells = new ArrayList<>();
    var cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < record.length(); i++) {
      char c = record.charAt(i);
      if (quoted && c == '"' && i + 1 < record.length() && record.charAt(i + 1) == '"') {
        cell.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else if ((c == '\n' || c == '\r') && !quoted) {
        throw new AssertionError("the record ends in the middle: " + record);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
