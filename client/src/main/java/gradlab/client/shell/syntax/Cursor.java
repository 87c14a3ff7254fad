package gradlab.client.shell.syntax;

import gradlab.client.shell.syntax.Token.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jline.reader.CompletingParsedLine;

/** A line that is being typed, and the word the cursor is in. */
public final class Cursor implements CompletingParsedLine {
  private final String text;
  private final int cursor;
  private final Line left;
  private final List<Token> before;
  private final Token word;

  Cursor(String text, int cursor) {
    this.text = text;
    this.cursor = cursor;
    this.left = Lexer.typed(text.substring(0, cursor));
    // behind a pipe the words are the local program's, and still words
    int from = left.pipe().map(Token::end).orElse(0);
    Line part = left;
    while (part.pipe().isPresent()) {
      part = Lexer.typed(text.substring(from, cursor));
      from += part.pipe().map(Token::end).orElse(0);
    }
    var tokens = part.tokens();
    int offset = from;
    var inside =
        tokens.stream()
            .skip(Math.max(0, tokens.size() - 1))
            .filter(t -> t.kind() == Kind.WORD && offset + t.end() == cursor)
            .findFirst();
    this.before = inside.isPresent() ? tokens.subList(0, tokens.size() - 1) : tokens;
    this.word =
        inside
            .map(t -> new Token(t.kind(), t.text(), offset + t.start(), cursor, t.quoted()))
            .orElse(new Token(Kind.WORD, "", cursor, cursor, false));
  }

  /** The words before the cursor's. */
  public List<String> wordsBefore() {
    return before.stream().filter(t -> t.kind() == Kind.WORD).map(Token::text).toList();
  }

  /** What the cursor's word follows where that is not a word: an arrow, a pipe. */
  public Optional<Kind> after() {
    return before.isEmpty()
        ? Optional.empty()
        : Optional.of(before.get(before.size() - 1).kind()).filter(k -> k != Kind.WORD);
  }

  /** Whether the cursor is where the local shell reads. */
  public boolean isLocal() {
    return left.pipe().isPresent();
  }

  @Override
  public String word() {
    return word.text();
  }

  @Override
  public int wordCursor() {
    return word.text().length();
  }

  @Override
  public int wordIndex() {
    return before.size();
  }

  @Override
  public List<String> words() {
    return Stream.concat(before.stream().map(Token::text), Stream.of(word.text())).toList();
  }

  @Override
  public String line() {
    return text;
  }

  @Override
  public int cursor() {
    return cursor;
  }

  @Override
  public CharSequence escape(CharSequence candidate, boolean complete) {
    return quote(candidate.toString());
  }

  @Override
  public int rawWordCursor() {
    return cursor - word.start();
  }

  @Override
  public int rawWordLength() {
    return cursor - word.start();
  }

  /** A word as it must be typed to mean this text. */
  public static String quote(String text) {
    var safe = new StringBuilder();
    for (char c : text.toCharArray()) {
      boolean special = " \t\\'\"|>&$#;".indexOf(c) >= 0;
      safe.append(special ? "\\" : "").append(c);
    }
    return safe.toString();
  }
}
