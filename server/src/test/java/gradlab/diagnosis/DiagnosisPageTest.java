package gradlab.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** docs/diagnosis.md says what the code says. */
class DiagnosisPageTest {
  private static final Path PAGE = Path.of("..", "docs", "diagnosis.md");

  @Test
  void everyThresholdWithItsDefaultAndReasonIsOnThePage() throws IOException {
    String page = Files.readString(PAGE);
    for (Threshold t : Threshold.values()) {
      String row =
          String.format(
              Locale.ROOT,
              "| `%s` | %s | %s |",
              t.word(),
              shown(t),
              t.reason().replace("|", "\\|"));
      assertThat(page.lines()).as(t.word()).contains(row);
    }
  }

  private static String shown(Threshold t) {
    double value = t.standard();
    return value >= 0.01 && value == Math.rint(value * 100) / 100
        ? value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value)
        : String.format(Locale.ROOT, "%.0e", value).replace("e-0", "e-");
  }

  @Test
  void everyVerdictIsOnThePage() throws IOException {
    String page = Files.readString(PAGE);
    for (Verdict verdict : Verdict.values()) {
      assertThat(page).contains("| `" + verdict.word() + "` |");
    }
  }
}
