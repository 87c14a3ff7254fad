package gradlab.rpc;

import gradlab.store.RunView;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What runs are called in a figure: their names, and where two have the same, also their ids. */
record RunNames(Set<String> ambiguous) {
  static RunNames of(List<RunView> runs) {
    var seen = new HashSet<String>();
    var ambiguous = new HashSet<String>();
    for (RunView run : runs) {
      String name = run.config().name();
      if (!seen.add(name)) {
        ambiguous.add(name);
      }
    }
    return new RunNames(ambiguous);
  }

  String of(RunView run) {
    String name = run.config().name();
    return ambiguous.contains(name) ? name + " (" + run.id() + ")" : name;
  }
}
