package gradlab.rpc;

import gradlab.store.RunView;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What runs and groups are called beside each other: their names, and where two have the same, also
 * their ids.
 */
record RunNames(Set<String> ambiguous) {
  static RunNames of(List<String> names) {
    var seen = new HashSet<String>();
    var ambiguous = new HashSet<String>();
    names.stream().filter(name -> !seen.add(name)).forEach(ambiguous::add);
    return new RunNames(ambiguous);
  }

  String of(RunView run) {
    return of(run.config().name(), run.id().value());
  }

  String of(String name, String id) {
    return ambiguous.contains(name) ? name + " (" + id + ")" : name;
  }
}
