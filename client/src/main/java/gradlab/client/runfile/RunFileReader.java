package gradlab.client.runfile;

import com.google.protobuf.Message;
import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.output.Display;
import gradlab.client.suggestion.Nearest;
import gradlab.v1.RunConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads a run file. Only this class knows the YAML library, so only {@code start -f} loads it. It
 * takes the document's nodes, not objects made from them: a node knows its line, and its text is
 * read as what the key needs, so that no value becomes a date or a number by surprise.
 */
final class RunFileReader {
  private final String file;
  private final Optional<SweepDraft> sweep;
  private final Map<String, RunKey> keys = new LinkedHashMap<>();
  private final Map<String, String> byOption = new HashMap<>();
  private final List<String> mistakes = new ArrayList<>();

  /**
   * @param file its name, for messages
   * @param sweep takes what a run has not: a sweep's own keys, and settings of several values
   */
  RunFileReader(String file, Optional<SweepDraft> sweep) {
    this.file = file;
    this.sweep = sweep;
    for (RunKey key : RunKey.all()) {
      keys.put(key.name(), key);
      byOption.put(key.option().replaceFirst("^--(no-)?", "").replace('-', '_'), key.name());
    }
  }

  RunConfig read(String text) {
    var config = RunConfig.newBuilder();
    Optional<Node> root = compose(text);
    if (root.isPresent() && root.get() instanceof MappingNode settings) {
      Map<String, Integer> lines = new HashMap<>();
      for (NodeTuple setting : settings.getValue()) {
        set(config, setting, lines);
      }
    } else {
      mistakes.add(
          root.map(this::at).orElse(file + ": ") + "holds no settings, such as network: VGG_38");
    }
    if (!mistakes.isEmpty()) {
      throw failure();
    }
    return config.build();
  }

  private Optional<Node> compose(String text) {
    var settings = LoadSettings.builder().setLabel(file).setUseMarks(true).build();
    try {
      return new Compose(settings).composeString(text);
    } catch (MarkedYamlEngineException e) {
      String at = e.getProblemMark().map(this::at).orElse(file + ": ");
      mistakes.add(at + "is not YAML: " + Display.oneLine(e.getProblem()));
    } catch (YamlEngineException e) {
      mistakes.add(file + ": is not YAML: " + Display.oneLine(String.valueOf(e.getMessage())));
    }
    throw failure();
  }

  private Failure failure() {
    if (mistakes.size() == 1) {
      return new Failure(ExitCode.USAGE, mistakes.get(0), "docs/commands.md has all keys");
    }
    return new Failure(
        ExitCode.USAGE,
        mistakes.size() + " mistakes in " + file + ":",
        mistakes,
        "docs/commands.md has all keys");
  }

  private void set(RunConfig.Builder config, NodeTuple setting, Map<String, Integer> lines) {
    Node nameNode = setting.getKeyNode();
    if (!(nameNode instanceof ScalarNode name)) {
      mistakes.add(at(nameNode) + "a key is one word");
      return;
    }
    String word = name.getValue();
    if (sweep.isPresent() && setInSweep(sweep.get(), name, setting.getValueNode(), lines)) {
      return;
    }
    RunKey key = keys.get(word);
    if (key == null) {
      mistakes.add(at(name) + "there is no key '" + Display.oneLine(word) + "'" + meant(word));
      return;
    }
    Integer before = lines.putIfAbsent(word, line(name));
    if (before != null) {
      mistakes.add(at(name) + word + " is there twice, first in line " + before);
      return;
    }
    if (word.equals(RunKey.TAGS)) {
      tags(config, setting.getValueNode());
    } else if (setting.getValueNode() instanceof ScalarNode value) {
      value(config, key, value);
    } else {
      mistakes.add(at(name) + word + " is one value (" + key.form() + "), not several");
    }
  }

  /** Whether it is a sweep's key, or a setting with more than one value. */
  private boolean setInSweep(
      SweepDraft sweep, ScalarNode name, Node value, Map<String, Integer> lines) {
    String word = name.getValue();
    boolean ofSweep = SweepDraft.keys().containsKey(word);
    RunKey key = SweepDraft.settings().get(word);
    boolean several =
        key != null
            && (value instanceof SequenceNode
                || value instanceof ScalarNode text && text.getValue().contains(SweepDraft.RANGE));
    if (!ofSweep && !several) {
      return false;
    }
    Integer before = lines.putIfAbsent(word, line(name));
    if (before != null) {
      mistakes.add(at(name) + word + " is there twice, first in line " + before);
      return true;
    }
    Optional<String> wrong;
    if (value instanceof ScalarNode text) {
      wrong = ofSweep ? sweep.key(word, text.getValue()) : sweep.setting(key, text.getValue());
    } else if (!ofSweep && value instanceof SequenceNode all) {
      wrong = sweep.values(key, texts(all));
    } else {
      wrong = Optional.of("is one value (" + SweepDraft.keys().get(word) + "), not several");
    }
    wrong.ifPresent(why -> mistakes.add(at(value) + word + ": " + why));
    return true;
  }

  private List<String> texts(SequenceNode values) {
    List<String> texts = new ArrayList<>();
    for (Node value : values.getValue()) {
      if (value instanceof ScalarNode text) {
        texts.add(text.getValue());
      } else {
        mistakes.add(at(value) + "a setting's values are words or numbers");
      }
    }
    return texts;
  }

  private String meant(String word) {
    String folded = word.replace('-', '_').replaceFirst("^_*(no_)?", "");
    return Optional.ofNullable(byOption.get(folded))
        .or(() -> Nearest.of(word, known()))
        .map(name -> "; did you mean " + name + "?")
        .orElse("");
  }

  private Set<String> known() {
    Set<String> known = new LinkedHashSet<>(keys.keySet());
    sweep.ifPresent(draft -> known.addAll(SweepDraft.keys().keySet()));
    return known;
  }

  private void value(RunConfig.Builder config, RunKey key, ScalarNode node) {
    if (isEmpty(node)) {
      mistakes.add(at(node) + key.name() + " has no value; leave it out for the default");
      return;
    }
    Message.Builder section = key.section().in(config);
    Scalars.value(key, node.getValue())
        .ifPresentOrElse(
            value -> section.setField(key.field(), value),
            () ->
                mistakes.add(
                    at(node)
                        + key.name()
                        + ": '"
                        + Display.oneLine(node.getValue())
                        + "' is no "
                        + Scalars.wanted(key)));
  }

  private void tags(RunConfig.Builder config, Node node) {
    if (!(node instanceof MappingNode tags)) {
      mistakes.add(at(node) + "tags are lines of name: value, indented below");
      return;
    }
    for (NodeTuple tag : tags.getValue()) {
      if (tag.getKeyNode() instanceof ScalarNode name
          && tag.getValueNode() instanceof ScalarNode value) {
        if (config.containsTags(name.getValue())) {
          mistakes.add(
              at(name) + "the tag " + Display.oneLine(name.getValue()) + " is there twice");
        }
        config.putTags(name.getValue(), value.getValue());
      } else {
        mistakes.add(at(tag.getKeyNode()) + "a tag is a name and one value");
      }
    }
  }

  /** Unquoted nothing; "" in quotes is an empty text. */
  private static boolean isEmpty(ScalarNode node) {
    boolean nothing = List.of("", "~", "null").contains(node.getValue());
    return nothing && node.getScalarStyle() == org.snakeyaml.engine.v2.common.ScalarStyle.PLAIN;
  }

  private String at(Node node) {
    return node.getStartMark().map(this::at).orElse(file + ": ");
  }

  private String at(Mark mark) {
    return file + ":" + (mark.getLine() + 1) + ": ";
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }
}
