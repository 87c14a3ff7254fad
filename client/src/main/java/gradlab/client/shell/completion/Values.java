package gradlab.client.shell.completion;

import gradlab.client.shell.known.KnownRun;
import gradlab.client.shell.known.KnownRuns;
import gradlab.client.shell.known.Layers;
import gradlab.client.shell.syntax.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import picocli.CommandLine.Model.ArgSpec;

/** What can be said where a value is wanted. */
final class Values {
  /** More than a screen of them helps nobody. */
  private static final int MOST_RUNS = 40;

  /**
   * Commands that only runs in progress can be given to; resuming and deleting wants ended ones.
   */
  private static final Set<String> FOR_ACTIVE = Set.of("stop", "kill", "pause");

  private static final Set<String> FOR_ENDED = Set.of("resume", "rm");

  private final KnownRuns runs;
  private final Layers layers;
  private final Supplier<Optional<String>> run;
  private final Supplier<List<String>> servers;
  private final Supplier<List<Candidate>> commands;
  private final Supplier<List<String>> aliases;

  /**
   * @param run what $RUN is
   * @param servers those that the user has logged in to
   * @param commands all commands, for help
   */
  Values(
      KnownRuns runs,
      Layers layers,
      Supplier<Optional<String>> run,
      Supplier<List<String>> servers,
      Supplier<List<Candidate>> commands,
      Supplier<List<String>> aliases) {
    this.runs = runs;
    this.layers = layers;
    this.run = run;
    this.servers = servers;
    this.commands = commands;
    this.aliases = aliases;
  }

  List<Candidate> of(ArgSpec argument, Place place, String word) {
    String label = argument.paramLabel().replaceAll("[^A-Z:=|_]", "");
    var choices = Choices.of(argument);
    if (!choices.isEmpty()) {
      return words(choices, word);
    }
    if (label.contains("RUN")) {
      return runs(place, word);
    }
    if (label.contains("FILE") || label.contains("DIR")) {
      return Files.beginningWith(word);
    }
    return switch (label) {
      case "K=V" -> tags(word);
      case "LAYER" -> words(layersOf(place), word);
      case "HOST:PORT" -> words(servers.get(), word);
      case "COMMAND" -> commands.get().stream().filter(c -> c.value().startsWith(word)).toList();
      case "ALIAS" -> words(aliases.get(), word);
      default -> List.of();
    };
  }

  private static List<Candidate> words(List<String> values, String word) {
    return values.stream().filter(v -> v.startsWith(word)).map(Values::plain).toList();
  }

  private static Candidate plain(String value) {
    return new Candidate(value, value, null, null, null, null, true);
  }

  private List<Candidate> runs(Place place, String word) {
    String command = place.command().map(c -> c.name()).orElse("");
    Predicate<KnownRun> fresh = run -> !place.parameters().contains(run.id());
    Predicate<KnownRun> wanted =
        FOR_ACTIVE.contains(command)
            ? fresh.and(run -> !run.ended())
            : FOR_ENDED.contains(command) ? fresh.and(KnownRun::ended) : fresh;
    var found = runs.beginningWith(word, wanted, MOST_RUNS);
    List<Candidate> candidates = new ArrayList<>();
    for (KnownRun run : found) {
      candidates.add(
          new Candidate(
              run.id(), run.id(), null, run.description(), null, null, true, candidates.size()));
    }
    return candidates;
  }

  private List<String> layersOf(Place place) {
    return place.parameters().stream()
        .map(word -> word.equals("$RUN") ? run.get().orElse(word) : word)
        .flatMap(word -> runs.meant(word).stream())
        .findFirst()
        .map(run -> layers.of(run.id()))
        .orElse(List.of());
  }

  private List<Candidate> tags(String word) {
    var all =
        runs.now().stream()
            .flatMap(run -> run.tags().entrySet().stream())
            .map(tag -> tag.getKey() + "=" + tag.getValue())
            .filter(tag -> tag.startsWith(word))
            .distinct()
            .limit(MOST_RUNS)
            .toList();
    return all.stream()
        .map(tag -> new Candidate(tag, Cursor.quote(tag), null, null, null, null, true))
        .toList();
  }
}
