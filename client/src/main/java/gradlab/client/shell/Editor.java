package gradlab.client.shell;

import gradlab.client.console.Console;
import gradlab.client.shell.completion.AsOffered;
import gradlab.client.shell.completion.CommandModel;
import gradlab.client.shell.screen.HintingReader;
import gradlab.client.shell.screen.Hints;
import gradlab.client.shell.screen.ShellHighlighter;
import gradlab.client.shell.syntax.ShellParser;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Terminal;

/** The line that is typed, with all that helps to type it. */
final class Editor {
  private static final int HISTORY_LINES = 5_000;

  /** A token does not belong into a file. */
  private static final String SECRETS = "*--token *:*--token=*";

  private Editor() {}

  static LineReaderImpl open(
      Terminal terminal,
      Console console,
      CommandModel model,
      Completer completer,
      Predicate<String> isAlias) {
    Map<String, Object> variables = new HashMap<>();
    variables.put(LineReader.SECONDARY_PROMPT_PATTERN, "%M> ");
    variables.put(LineReader.HISTORY_SIZE, HISTORY_LINES);
    variables.put(LineReader.HISTORY_FILE_SIZE, HISTORY_LINES);
    variables.put(LineReader.HISTORY_IGNORE, SECRETS);
    HistoryFile.of(console.environment())
        .ifPresent(file -> variables.put(LineReader.HISTORY_FILE, file));
    var history = new DefaultHistory();
    var hints = new Hints(model, history);
    var reader =
        console.animated()
            ? new HintingReader(terminal, variables, hints::after)
            : new LineReaderImpl(terminal, "gradlab", variables);
    reader.setHistory(history);
    reader.setParser(new ShellParser());
    reader.setCompleter(completer);
    reader.setCompletionMatcher(new AsOffered());
    if (console.coloured()) {
      reader.setHighlighter(new ShellHighlighter(model, isAlias, hints));
    }
    if (console.animated()) {
      Keys.bind(reader, hints);
    }
    reader.option(Option.DISABLE_EVENT_EXPANSION, true); // ! is nothing special
    reader.option(Option.HISTORY_REDUCE_BLANKS, false); // they may be in quotes
    return reader;
  }
}
