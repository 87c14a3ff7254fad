package gradlab.client.shell.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.client.console.Failure;
import gradlab.client.shell.syntax.Line.Missing;
import gradlab.client.shell.syntax.Statement.Target;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LexerTest {
  private static final Map<String, String> VARIABLES = Map.of("HOME", "/home/me", "RUN", "vgg-1");

  /** The same words as sh makes of it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "runs --output csv",
        "  start   VGG_08\t--name  'a b'  ",
        "assert r 'val_acc >= 0.45' \"x\"",
        "a\\ b 'c\\d' \"e\\\"f\\g\\$\" h\\\\i",
        "say 'it'\"'\"'s'",
        "empty '' \"\"",
        "tail $RUN ${RUN}x \"$RUN y\" '$RUN' \\$RUN $ $1 a$",
        "ls ~ ~/x a~ '~' ~x",
        "one \\\n two",
        "on\\\ne",
        "a#b #c d",
        "\"two\nlines\"",
      })
  void wordsAreThoseOfSh(String text) throws Exception {
    var words = Statement.of(Lexer.expanded(text, VARIABLES::get)).words();
    assertThat(words).isEqualTo(ofSh(text));
  }

  private static List<String> ofSh(String text) throws Exception {
    var sh =
        new ProcessBuilder(
            "sh",
            "-c",
            "set -- x; for a in "
                + text.replace("$1", "\\$1")
                + "\ndo printf '%s\\0' \"$a\"; done");
    sh.environment().putAll(VARIABLES);
    Process process = sh.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(err).isZero();
    return List.of(out.substring(0, out.length() - 1).split("\0", -1));
  }

  @Test
  void takesOutputApart() {
    assertThat(statement("runs > a.csv").target()).contains(new Target("a.csv", false));
    assertThat(statement("runs>>'a b'").target()).contains(new Target("a b", true));
    assertThat(statement("> x runs").words()).containsExactly("runs");
    var piped = statement("tail r | grep 'epoch | 3' > x &");
    assertThat(piped.local()).contains("grep 'epoch | 3' > x");
    assertThat(piped.background()).isTrue();
    assertThat(statement("tail r &").background()).isTrue();
    assertThat(statement("tail r & # follow").background()).isTrue();
    assertThat(statement("  # nothing").words()).isEmpty();
    assertThat(statement("a 'x > y | z &'").words()).containsExactly("a", "x > y | z &");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"runs >", "runs > | x", "runs |", "| head", "> x", "&", "runs & x", "runs 'x"})
  void whatCannotBeDoneIsSaid(String text) {
    assertThatThrownBy(() -> statement(text))
        .isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.next()).isNotEmpty());
  }

  @Test
  void knowsWhatIsMissing() {
    assertThat(Lexer.typed("start 'a").missing()).isEqualTo(Missing.QUOTE);
    assertThat(Lexer.typed("start \"a").missing()).isEqualTo(Missing.QUOTE);
    assertThat(Lexer.typed("start \\").missing()).isEqualTo(Missing.NEXT_LINE);
    assertThat(Lexer.typed("runs | grep 'a").missing()).isEqualTo(Missing.QUOTE);
    assertThat(Lexer.typed("runs | grep \\").missing()).isEqualTo(Missing.NEXT_LINE);
    assertThat(Lexer.typed("start # don't").isWhole()).isTrue();
  }

  @Property(tries = 500)
  void whatIsQuotedIsOneWord(@ForAll @StringLength(min = 1, max = 20) String text) {
    // control characters are no part of what completion offers
    String word = text.replaceAll("\\p{C}|\\p{Z}", "x");
    assertThat(Statement.of(Lexer.typed(Cursor.quote(word))).words()).containsExactly(word);
  }

  @Property(tries = 500)
  void everyTokenIsWhereItSays(@ForAll @StringLength(max = 30) String text) {
    int at = 0;
    for (Token token : Lexer.typed(text).tokens()) {
      assertThat(token.start()).isGreaterThanOrEqualTo(at);
      assertThat(token.end()).isBetween(token.start(), text.length());
      at = token.end();
    }
  }

  @Test
  void findsTheCursorsWord() {
    var cursor = new Cursor("show \"my r", 10);
    assertThat(cursor.wordsBefore()).containsExactly("show");
    assertThat(cursor.word()).isEqualTo("my r");
    assertThat(cursor.rawWordLength()).isEqualTo(5);
    assertThat(new Cursor("show x y", 6).word()).isEqualTo("x");
    assertThat(new Cursor("show ", 5).word()).isEmpty();
    assertThat(new Cursor("runs > ", 7).after()).contains(Token.Kind.INTO);
    assertThat(new Cursor("runs | gr", 9).isLocal()).isTrue();
    assertThat(new Cursor("runs", 4).after()).isEqualTo(Optional.empty());
  }

  private static Statement statement(String text) {
    return Statement.of(Lexer.typed(text));
  }
}
