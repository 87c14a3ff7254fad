package gradlab.client.watch.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.watch.terminal.Key.Name;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysTest {
  @ParameterizedTest
  @CsvSource({
    "[A, UP",
    "OB, DOWN",
    "[C, RIGHT",
    "OD, LEFT",
    "[5~, PAGE_UP",
    "[6~, PAGE_DOWN",
    "[H, HOME",
    "[4~, END",
    "OF, END",
    "[1;5A, UP",
    "[200~, UNKNOWN",
    "[Z, UNKNOWN",
    "OM, ENTER"
  })
  void sequences(String sequence, Name name) throws IOException {
    assertThat(names("\u001b" + sequence)).containsExactly(name);
  }

  @Test
  void charactersAndControls() throws IOException {
    assertThat(names("q\r\t\b\u007f\u0003\f\u0001"))
        .containsExactly(
            Name.CHARACTER,
            Name.ENTER,
            Name.TAB,
            Name.BACKSPACE,
            Name.BACKSPACE,
            Name.INTERRUPT,
            Name.REDRAW,
            Name.UNKNOWN);
  }

  @Test
  void escapeAloneAndBeforeAnotherKey() throws IOException {
    assertThat(names("\u001b")).containsExactly(Name.ESCAPE);
    assertThat(names("\u001bq")).containsExactly(Name.ESCAPE, Name.CHARACTER);
    assertThat(names("\u001b\u001b[A")).containsExactly(Name.ESCAPE, Name.UP);
  }

  @Test
  void aSequenceWithoutEndIsNoKey() throws IOException {
    assertThat(names("\u001b[12")).containsExactly(Name.UNKNOWN);
  }

  @Test
  void theEndOfInput() throws IOException {
    assertThat(new Keys(millis -> -1).next(Duration.ofMillis(1)))
        .contains(Key.of(Name.END_OF_INPUT));
  }

  private static List<Name> names(String typed) throws IOException {
    Deque<Integer> left = new ArrayDeque<>(typed.chars().boxed().toList());
    var keys = new Keys(millis -> left.isEmpty() ? -2 : left.poll());
    List<Name> names = new ArrayList<>();
    for (Optional<Key> key = keys.next(Duration.ofMillis(1));
        key.isPresent();
        key = keys.next(Duration.ofMillis(1))) {
      names.add(key.get().name());
    }
    return names;
  }
}
