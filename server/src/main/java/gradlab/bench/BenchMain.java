package gradlab.bench;

import gradlab.bench.child.BenchProcesses;
import gradlab.bench.child.ChildFailure;
import gradlab.bench.child.Feeding;
import gradlab.bench.child.PeerSetting;
import gradlab.domain.GradlabException.BadDataset;
import gradlab.domain.Version;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code gradlab bench}. Starts what is measured as processes of their own and loads no ND4J
 * itself. Exit codes: 0 done, 1 a process ended, 2 usage, 8 not possible on this machine.
 */
@Command(
    name = "gradlab bench",
    mixinStandardHelpOptions = true,
    version = Version.CURRENT,
    sortOptions = false,
    description = {
      "Times training and evaluation steps, in milliseconds, as JSON lines on standard output.",
      "MB are 2^20 bytes. Only ratios within one run count: machines differ and are noisy."
    },
    footer = {
      "",
      "Examples: gradlab bench --peer libtorch --network VGG_08",
      "          gradlab bench --memory 1000",
      "          gradlab bench --gradients 200 --network VGG_08"
    })
public final class BenchMain implements Callable<Integer> {
  /** The class path of the peer's module, from the launcher script, which builds it. */
  static final String PEER_CLASS_PATH = "gradlab.bench.peer.classpath";

  private static final int FAILED = 1;
  private static final int REFUSED = 8;

  @Mixin private BenchOptions options;

  @Spec private CommandLine.Model.CommandSpec spec;

  private BenchMain() {}

  static CommandLine commandLine() {
    return new CommandLine(new BenchMain())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(BenchMain::wrongValue);
  }

  /** The message alone: the whole usage would hide it. */
  private static int wrongValue(ParameterException e, String[] args) {
    var err = e.getCommandLine().getErr();
    err.println("gradlab bench: " + e.getMessage());
    err.println("Try 'gradlab bench --help'.");
    return CommandLine.ExitCode.USAGE;
  }

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  @Override
  public Integer call() {
    var output = new BenchOutput(spec.commandLine().getOut(), spec.commandLine().getErr());
    try {
      run(options.settings(System.getenv()), output);
      return 0;
    } catch (IllegalArgumentException | BadDataset e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    } catch (ChildFailure e) {
      output.note(e.getMessage());
      return FAILED;
    } catch (BenchRefused e) {
      output.note(e.getMessage());
      return REFUSED;
    }
  }

  private void run(BenchSettings settings, BenchOutput output) {
    var children = new BenchProcesses(settings.threads(), System.getProperty(PEER_CLASS_PATH, ""));
    if (settings.feedings().contains(Feeding.REAL) && options.gradients.isEmpty()) {
      output.note(settings.data().message());
    }
    options.memory.ifPresent(steps -> new MemoryBench(settings, steps, children, output).run());
    options.gradients.ifPresent(
        pairs -> new GradientBench(settings, pairs, children, output).run());
    if (options.memory.isEmpty() && options.gradients.isEmpty()) {
      var peers = peers(children, output);
      output.line(GemmLimit.measure(settings, children));
      new SpeedBench(settings, peers, children, output).run();
    }
  }

  private List<PeerSetting> peers(BenchProcesses children, BenchOutput output) {
    if (options.peer.isEmpty()) {
      return List.of();
    }
    if (children.peerClassPath().isEmpty()) {
      throw new BenchRefused("the peer is not built; `gradlab bench` of a checkout builds it");
    }
    var best = PeerSetting.best();
    output.note(
        best.jemalloc()
            .map(library -> "libtorch's best setting: channels-last, jemalloc from " + library)
            .orElse(
                "libtorch's best setting: channels-last only; jemalloc was not found, install it"
                    + " for the comparison to be fair (Debian, Ubuntu: libjemalloc2)"));
    return List.of(PeerSetting.DEFAULT, best);
  }
}
