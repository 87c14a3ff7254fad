package gradlab.client.watch.grid;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChangesTest {
  @Test
  void onlyWhatDiffersIsSent() {
    Grid before = grid("loss 4.60");
    Grid after = grid("loss 4.59");
    assertThat(Changes.between(before, after)).isEqualTo("\u001b[1;8H59");
    assertThat(Changes.between(before, before)).isEmpty();
  }

  @Test
  void aStyleIsSentOnceAndEnded() {
    var after = new Grid(2, 10);
    after.area().put(1, 2, "ab", Style.of(1).strong());
    assertThat(Changes.all(after)).isEqualTo("\u001b[2;3H\u001b[0;1;31mab\u001b[0m");
  }

  @Test
  void aWideCharacterIsSentWhole() {
    var after = new Grid(1, 6);
    int end = after.area().put(0, 1, "漢a", Style.PLAIN);
    assertThat(end).isEqualTo(4);
    assertThat(after.lines()).containsExactly(" 漢a");
    assertThat(Changes.all(after)).isEqualTo("\u001b[1;2H漢a");
    assertThat(Changes.between(after, new Grid(1, 6))).isEqualTo("\u001b[1;2H   ");
  }

  @Test
  void textIsCutAtTheEdge() {
    var grid = new Grid(1, 4);
    grid.area().put(0, 1, "a漢字", Style.PLAIN);
    assertThat(grid.lines()).containsExactly(" a漢");
    grid.area().part(0, 2, 5, 9).put(0, 0, "xyz", Style.PLAIN);
    assertThat(grid.lines()).containsExactly(" axy");
    grid.area().put(5, 0, "outside", Style.PLAIN);
  }

  @Test
  void colours() {
    assertThat(Style.of(9).sgr()).isEqualTo("\u001b[0;91m");
    assertThat(Style.PLAIN.on(12).sgr()).isEqualTo("\u001b[0;104m");
    assertThat(Style.of(200).on(16).sgr()).isEqualTo("\u001b[0;38;5;200;48;5;16m");
    assertThat(Style.of(Style.rgb(1, 2, 255)).sgr()).isEqualTo("\u001b[0;38;2;1;2;255m");
    assertThat(Style.REVERSE.sgr()).isEqualTo("\u001b[0;7m");
  }

  private static Grid grid(String text) {
    var grid = new Grid(1, 12);
    grid.area().put(0, 0, text, Style.PLAIN);
    return grid;
  }
}
