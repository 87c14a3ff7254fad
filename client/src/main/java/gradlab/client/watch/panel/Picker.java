package gradlab.client.watch.panel;

import gradlab.v1.Run;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Choosing a run.
 *
 * @param runs newest first; empty until the server has answered
 * @param filter what id or name must contain
 * @param selected place among those that match
 */
public record Picker(Optional<List<Run>> runs, String filter, int selected) {
  public static final Picker WAITING = new Picker(Optional.empty(), "", 0);

  public List<Run> matching() {
    String wanted = filter.toLowerCase(Locale.ROOT);
    return runs.orElse(List.of()).stream()
        .filter(
            run ->
                run.getRunId().toLowerCase(Locale.ROOT).contains(wanted)
                    || run.getConfig().getName().toLowerCase(Locale.ROOT).contains(wanted))
        .toList();
  }

  /** The list has come; {@code current} is selected. */
  public Picker of(List<Run> listed, String current) {
    if (runs.isPresent()) {
      return new Picker(Optional.of(listed), filter, selected);
    }
    int place = listed.stream().map(Run::getRunId).toList().indexOf(current);
    return new Picker(Optional.of(listed), filter, Math.max(0, place));
  }

  public Picker filter(String text) {
    return new Picker(runs, text, 0);
  }

  public Picker move(int by) {
    int last = Math.max(0, matching().size() - 1);
    return new Picker(runs, filter, Math.max(0, Math.min(last, selected + by)));
  }

  public Optional<Run> chosen() {
    return matching().stream().skip(selected).findFirst();
  }
}
