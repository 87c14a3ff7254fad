package gradlab.bench;

import gradlab.bench.child.Child;
import gradlab.bench.child.Children;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Opens networks in workers of ours, one process for each network and compute path. */
final class OurWorker {
  private final BenchSettings settings;
  private final Children children;
  private final BenchOutput output;

  OurWorker(BenchSettings settings, Children children, BenchOutput output) {
    this.settings = settings;
    this.children = children;
    this.output = output;
  }

  /**
   * On every path that can calculate the network here.
   *
   * @param work gets the path and the worker, which is closed afterwards
   * @throws BenchRefused if a path that was asked for cannot
   */
  void onEachPath(BenchNetwork network, BiConsumer<String, Child> work) {
    for (String path : settings.paths()) {
      try (var worker = children.ours()) {
        var why = refusal(worker, network, path);
        if (why.isEmpty()) {
          work.accept(path, worker);
        } else if (settings.pathsAsked()) {
          throw new BenchRefused(why.get());
        } else {
          output.note(why.get());
        }
      }
    }
  }

  private Optional<String> refusal(Child worker, BenchNetwork network, String path) {
    var answer = worker.ask(settings.open(network, path));
    if (answer.has("refused")) {
      return Optional.of("%s not on %s: %s".formatted(network, path, answer.text("refused")));
    }
    String calculates = answer.text("path");
    return calculates.equals(path)
        ? Optional.empty()
        : Optional.of("%s not on %s: %s calculates it here".formatted(network, path, calculates));
  }
}
