package gradlab.bench;

import gradlab.bench.child.Feeding;
import gradlab.bench.child.Mode;
import gradlab.bench.report.MedianInterval;
import gradlab.compute.PathChoice;
import gradlab.dataset.DatasetLocator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What users may say; {@link #settings} checks it. */
final class BenchOptions {
  private static final String LIBTORCH = "libtorch";
  private static final List<String> PEER_BLOCKS = List.of("plain", "bn", "bn_residual");
  private static final int FEWEST_ROUNDS_WITH_PEER = 5;

  @Option(
      names = "--network",
      split = ",",
      paramLabel = "VGG_nn",
      description = "only these networks (default: VGG_08 and VGG_38)")
  List<String> networks = List.of();

  @Option(
      names = "--block",
      split = ",",
      paramLabel = "BLOCK",
      description = "only these blocks (default: plain, bn, bn_residual)")
  List<String> blocks = List.of();

  @Option(
      names = "--mode",
      split = ",",
      paramLabel = "MODE",
      description = "train, evaluate (default: both)")
  List<Mode> modes = List.of(Mode.values());

  @Option(
      names = "--path",
      split = ",",
      paramLabel = "PATH",
      description = "compute paths (default: all there are on this machine)")
  List<String> paths = List.of();

  @Option(
      names = "--data",
      split = ",",
      paramLabel = "DATA",
      description =
          "ready: one random batch; real: CIFAR-100, augmented and prefetched (default: both). The"
              + " peer always has a ready batch")
  List<Feeding> feedings = List.of(Feeding.values());

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "directory of train.bin and test.bin (default: looked up)")
  Optional<Path> dataDirectory = Optional.empty();

  @Option(
      names = "--peer",
      paramLabel = "PEER",
      description =
          "libtorch: runs it in turns with ours, as it comes and in its best setting; ratio is the"
              + " peer's time over ours")
  Optional<String> peer = Optional.empty();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "rounds of each measurement, with a peer at least 5 (default: 5)")
  int rounds;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "10",
      description = "steps of a round (default: 10)")
  int steps;

  @Option(
      names = "--round-seconds",
      paramLabel = "N",
      defaultValue = "20",
      description = "a round of slow steps ends earlier, after 3 at the earliest (default: 20)")
  int roundSeconds;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "100",
      description = "images in a batch (default: 100)")
  int batch;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "threads of the arithmetic (default: all cores)")
  Optional<Integer> threads = Optional.empty();

  @Option(
      names = "--memory",
      paramLabel = "STEPS",
      description =
          "instead of times: the resident memory in 20 points of so many training steps (VGG_38"
              + " plain unless networks are named)")
  Optional<Integer> memory = Optional.empty();

  @Option(
      names = "--gradients",
      paramLabel = "PAIRS",
      description =
          "instead of times: what gradient statistics cost, as CPU time of so many pairs of steps"
              + " with and without; 200 or more for a result to rely on")
  Optional<Integer> gradients = Optional.empty();

  /**
   * @throws IllegalArgumentException if a value is wrong; the message is for people
   * @throws gradlab.domain.GradlabException.BadDataset if a folder was named that holds no data
   */
  BenchSettings settings(Map<String, String> environment) {
    inRange("--rounds", rounds, peer.isPresent() ? FEWEST_ROUNDS_WITH_PEER : 1, 1_000);
    inRange("--steps", steps, 1, 100_000);
    inRange("--round-seconds", roundSeconds, 1, 3_600);
    inRange("--batch", batch, 1, 10_000);
    threads.ifPresent(n -> inRange("--threads", n, 1, 1_024));
    memory.ifPresent(n -> inRange("--memory", n, MemoryBench.POINTS, 10_000_000));
    gradients.ifPresent(n -> inRange("--gradients", n, MedianInterval.FEWEST, 1_000_000));
    return new BenchSettings(
        selectedNetworks(),
        modes,
        feedings,
        paths.isEmpty() ? allPaths() : paths.stream().map(BenchOptions::path).distinct().toList(),
        !paths.isEmpty(),
        rounds,
        steps,
        Duration.ofSeconds(roundSeconds),
        batch,
        threads.orElse(Runtime.getRuntime().availableProcessors()),
        DatasetLocator.locate(dataDirectory, environment));
  }

  private List<BenchNetwork> selectedNetworks() {
    var selected =
        memory.isPresent() && networks.isEmpty() && blocks.isEmpty()
            ? List.of(BenchNetwork.of("VGG_38", "plain"))
            : BenchNetwork.select(networks, blocks);
    peer.ifPresent(
        name -> {
          if (!name.equals(LIBTORCH)) {
            throw new IllegalArgumentException(
                "--peer is '%s'; there is %s".formatted(name, LIBTORCH));
          }
          if (memory.isPresent() || gradients.isPresent()) {
            throw new IllegalArgumentException(
                "--peer goes with times only, not with --memory or --gradients");
          }
          for (var network : selected) {
            if (!PEER_BLOCKS.contains(network.block())) {
              throw new IllegalArgumentException(
                  "--block: the peer has no '%s'; it has %s"
                      .formatted(network.block(), String.join(", ", PEER_BLOCKS)));
            }
          }
        });
    return selected;
  }

  /** As users write them: every choice but that of leaving the choice to the network. */
  private static List<String> allPaths() {
    return Arrays.stream(PathChoice.values())
        .filter(choice -> choice != PathChoice.AUTO)
        .map(choice -> choice.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static String path(String asked) {
    if (!allPaths().contains(asked)) {
      throw new IllegalArgumentException(
          "--path: there is no '%s'; there are %s".formatted(asked, String.join(", ", allPaths())));
    }
    return asked;
  }

  private static void inRange(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s is %d, must be %d to %d".formatted(option, value, least, most));
    }
  }
}
