package gradlab.client.command;

import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.demo.Demo;
import gradlab.client.demo.DemoPlan;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "demo",
    description = {
      "Trains VGG_08, VGG_38 and VGG_38 with skips and batch norm on real images, and shows why the"
          + " second does not learn; needs no server.",
      "Exit code: 6 when the contrast does not show."
    },
    footerHeading = "%nExample:%n",
    footer = "  gradlab demo --out /tmp/gradlab-demo")
final class DemoCommand extends ClientCommand {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where figure, CSVs and the server's state go. Default: gradlab-demo.")
  private Path out = Path.of("gradlab-demo");

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Epochs of each run. Default: " + DemoPlan.EPOCHS + ".")
  private int epochs = DemoPlan.EPOCHS;

  @Option(
      names = "--train-limit",
      paramLabel = "N",
      description = "Train on the first so many images. Default: " + DemoPlan.TRAIN_LIMIT + ".")
  private int trainLimit = DemoPlan.TRAIN_LIMIT;

  @Override
  ExitCode run(Session session) throws InterruptedException {
    String launcher = session.console().environment().getOrDefault("GRADLAB_LAUNCHER", "");
    if (launcher.isEmpty()) {
      throw new Failure(
          ExitCode.USAGE,
          "GRADLAB_LAUNCHER does not say which script starts the server",
          "call the demo as ./gradlab demo, which sets it");
    }
    try (var screen = new SessionScreen(session)) {
      return new Demo(new DemoPlan(out, epochs, trainLimit), launcher, screen).run();
    }
  }
}
