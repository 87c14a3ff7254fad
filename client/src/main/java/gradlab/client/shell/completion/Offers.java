package gradlab.client.shell.completion;

import gradlab.client.output.Display;
import gradlab.client.shell.known.KnownRuns;
import gradlab.client.shell.known.Layers;
import gradlab.client.shell.syntax.Cursor;
import gradlab.client.shell.syntax.Token.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What can follow at a place of the line, from what is known: it asks nobody and is fast. */
public final class Offers {
  private static final int MOST_COLUMNS = 50;
  private static final Duration MODEL = Duration.ofMillis(120);

  private final CommandModel model;
  private final Supplier<Map<String, String>> aliases;
  private final Values values;

  /**
   * @param run what $RUN is
   * @param aliases the text of each by its name
   * @param servers those that the user has logged in to
   */
  public Offers(
      CommandModel model,
      KnownRuns runs,
      Layers layers,
      Supplier<Optional<String>> run,
      Supplier<Map<String, String>> aliases,
      Supplier<List<String>> servers) {
    this.model = model;
    this.aliases = aliases;
    this.values =
        new Values(
            runs,
            layers,
            run,
            servers,
            () -> commands(model.now()),
            () -> List.copyOf(aliases.get().keySet()));
  }

  public List<Candidate> at(Cursor cursor) {
    String word = cursor.word();
    var after = cursor.after();
    if (after.filter(k -> k == Kind.INTO || k == Kind.APPEND).isPresent() || cursor.isLocal()) {
      return Files.beginningWith(word);
    }
    if (after.isPresent()) {
      return List.of();
    }
    var root = model.within(MODEL);
    List<String> words = expanded(cursor.wordsBefore());
    if (words.isEmpty() && !word.startsWith("-")) {
      List<Candidate> first = new ArrayList<>(commands(root));
      aliases.get().forEach((name, text) -> first.add(candidate(name, "alias: " + text)));
      return first.stream().filter(c -> c.value().startsWith(word)).toList();
    }
    return root.map(r -> of(Place.after(words, r), word)).orElse(List.of());
  }

  /** Completion sees through an alias and through a leading `gradlab`. */
  private List<String> expanded(List<String> words) {
    List<String> seen = new ArrayList<>(words);
    if (!seen.isEmpty() && aliases.get().containsKey(seen.get(0))) {
      String text = aliases.get().get(seen.remove(0));
      seen.addAll(0, List.of(text.strip().split("\\s+")));
    }
    if (!seen.isEmpty() && seen.get(0).equals("gradlab")) {
      seen.remove(0);
    }
    return seen;
  }

  private List<Candidate> commands(Optional<CommandSpec> root) {
    return root.map(
            r ->
                r.subcommands().values().stream()
                    .filter(c -> !c.getCommandSpec().usageMessage().hidden())
                    .map(Offers::command)
                    .toList())
        .orElseGet(() -> model.names().stream().map(name -> candidate(name, null)).toList());
  }

  private static Candidate command(CommandLine command) {
    return candidate(
        command.getCommandName(), brief(command.getCommandSpec().usageMessage().description()));
  }

  private List<Candidate> of(Place place, String word) {
    if (place.command().isEmpty()) {
      return List.of();
    }
    int equals = word.indexOf('=');
    if (place.option().isEmpty() && !place.optionsEnded() && Place.isOption(word)) {
      return equals < 0
          ? options(place, word)
          : withValue(place, word.substring(0, equals + 1), word.substring(equals + 1));
    }
    List<Candidate> found = new ArrayList<>();
    if (place.option().isEmpty()) {
      place.subcommands().stream()
          .map(Offers::command)
          .filter(c -> c.value().startsWith(word))
          .forEach(found::add);
    }
    place.argument().ifPresent(a -> found.addAll(values.of(a, place, word)));
    if (found.isEmpty() && word.isEmpty() && place.option().isEmpty() && !place.optionsEnded()) {
      return options(place, "--"); // nothing else can follow
    }
    return found;
  }

  private static List<Candidate> options(Place place, String word) {
    return place.command().orElseThrow().options().stream()
        .filter(o -> !o.hidden() && (!place.given().contains(o) || o.isMultiValue()))
        .filter(o -> name(o, word).isPresent())
        .map(o -> candidate(name(o, word).orElseThrow(), brief(o.description())))
        .toList();
  }

  private static Optional<String> name(OptionSpec option, String begin) {
    boolean dashes = begin.startsWith("--") || begin.equals("-");
    return dashes
        ? Optional.of(option.longestName()).filter(n -> n.startsWith(begin))
        : List.of(option.names()).stream().filter(n -> n.startsWith(begin)).findFirst();
  }

  private List<Candidate> withValue(Place place, String name, String value) {
    return Place.named(place.command().orElseThrow(), name).stream()
        .filter(Place::takesValue)
        .flatMap(o -> values.of(o, place, value).stream())
        .map(
            c ->
                new Candidate(
                    name + c.value(), c.displ(), null, c.descr(), null, null, c.complete()))
        .toList();
  }

  /** The first sentence, or its beginning: beside forty others a long one hides them. */
  static String brief(String[] description) {
    String text = String.join(" ", description).replace("%n", " ");
    int end = text.indexOf(". ");
    String sentence = end < 0 ? text.replaceFirst("\\.$", "") : text.substring(0, end);
    return Display.cut(sentence, MOST_COLUMNS);
  }

  static Candidate candidate(String name, String description) {
    return new Candidate(name, name, null, description, null, null, true);
  }
}
