package gradlab.client.shell.completion;

import java.util.List;
import java.util.Map;
import org.jline.reader.Candidate;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.CompletionMatcher;
import org.jline.reader.LineReader;

/**
 * Takes what the completer offers as it is. JLine's own matcher would drop a run's id where the
 * beginning of its name was typed.
 */
public final class AsOffered implements CompletionMatcher {
  private List<Candidate> offered = List.of();
  private String word = "";

  @Override
  public void compile(
      Map<LineReader.Option, Boolean> options,
      boolean prefix,
      CompletingParsedLine line,
      boolean caseInsensitive,
      int errors,
      String originalGroupName) {
    word = line.word();
    offered = List.of();
  }

  @Override
  public List<Candidate> matches(List<Candidate> candidates) {
    offered = List.copyOf(candidates);
    return candidates;
  }

  @Override
  public Candidate exactMatch() {
    return offered.stream()
        .filter(c -> c.complete() && c.value().equals(word))
        .findFirst()
        .orElse(null); // as the interface has it
  }

  @Override
  public String getCommonPrefix() {
    String common = offered.isEmpty() ? "" : offered.get(0).value();
    for (Candidate candidate : offered) {
      while (!candidate.value().startsWith(common)) {
        common = common.substring(0, common.length() - 1);
      }
    }
    // of names typed instead of ids there may be no common id to go on with
    return common.startsWith(word) ? common : word;
  }
}
