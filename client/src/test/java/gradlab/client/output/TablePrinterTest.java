package gradlab.client.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Empty;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TablePrinterTest {
  private static final Columns<String> COLUMNS =
      new Columns<>(
          false,
          row -> Empty.getDefaultInstance(),
          List.of(
              Column.text("text", row -> row),
              Column.whole("length", row -> Integer.toString(row.length()))));

  @Test
  void alignsTextLeftAndNumbersRight() {
    assertThat(table(OptionalInt.empty(), "a", "勾配", "abcdef"))
        .containsExactly("TEXT    LENGTH", "a            1", "勾配         2", "abcdef       6");
  }

  @Test
  void onATerminalTextGivesWayToNumbers() {
    assertThat(table(OptionalInt.of(20), "a text that is too long for the terminal"))
        .containsExactly("TEXT          LENGTH", "a text tha..      40");
  }

  @Test
  void withoutRowsThereIsNothing() {
    assertThat(table(OptionalInt.empty())).isEmpty();
  }

  private static List<String> table(OptionalInt width, String... rows) {
    var bytes = new ByteArrayOutputStream();
    var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    var printer = OutputFormat.TABLE.printer(COLUMNS, out, () -> width);
    for (String row : rows) {
      printer.row(row);
    }
    printer.finish();
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
