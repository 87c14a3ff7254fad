package gradlab.client.watch.panel;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.watch.WatchedRuns;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerRowsTest {
  private static final List<String> DEEP = WatchedRuns.deep(false);

  @ParameterizedTest
  @CsvSource({"39,8", "75,8", "75,55", "39,39", "9,50", "1,1", "0,5", "39,0"})
  void everyLayerIsInOneGroup(int layers, int rows) {
    var groups = LayerRows.of(layers, rows, View.FIRST).groups();
    assertThat(groups).hasSize(Math.min(layers, rows));
    int next = 0;
    for (int[] group : groups) {
      assertThat(group[0]).isEqualTo(next);
      assertThat(group[1]).isGreaterThan(group[0]);
      next = group[1];
    }
    assertThat(next).isEqualTo(rows == 0 ? 0 : layers);
  }

  @Test
  void scrollingEndsWithTheLastLayer() {
    var rows = LayerRows.of(39, 8, View.FIRST.grouped(false).scroll(100));
    assertThat(rows.groups().get(0)).containsExactly(31, 32);
    assertThat(rows.words()).isEqualTo("layers 32-39 of 39");
    assertThat(LayerRows.of(39, 8, View.FIRST).words()).isEqualTo("39 layers grouped");
    assertThat(LayerRows.of(39, 39, View.FIRST).words()).isEmpty();
  }

  @Test
  void namesAreShortenedTogetherAndStayApart() {
    var each = LayerRows.of(39, 39, View.FIRST);
    assertThat(each.names(DEEP, 25)).isEqualTo(DEEP);
    assertThat(each.names(DEEP, 10)).doesNotHaveDuplicates().allMatch(name -> name.length() <= 10);
    var grouped = LayerRows.of(39, 8, View.FIRST).names(DEEP, 16);
    assertThat(grouped).contains("b0_1.c0-b0_3.c0").allMatch(name -> name.length() <= 16);
  }
}
