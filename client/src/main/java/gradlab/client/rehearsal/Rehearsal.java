package gradlab.client.rehearsal;

import gradlab.client.command.CommandLines;
import gradlab.client.console.Console;
import gradlab.client.console.Interrupts;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs what most commands do, with a server of its own, so that the JVM can list the classes which
 * they load: the launcher script makes an archive of them, and each command starts from that.
 * Nothing is shown, and nothing outside this process is asked.
 */
public final class Rehearsal {
  private static final List<String> COMMANDS =
      List.of(
          "info",
          "info --output json",
          "runs",
          "runs --output csv",
          "show r1",
          "show r1 --output json",
          "show nosuch",
          "start VGG_08 --epochs 1 --max-duration 1h",
          "tail r1",
          "wait r1 --timeout 1s",
          "assert r1 train_loss<5",
          "complete runs",
          "servers",
          "info --help",
          "info --nosuch");

  private Rehearsal() {}

  public static void main(String[] args) throws IOException {
    Interrupts.forward(Thread.currentThread());
    try (var stage = new Stage()) {
      var plain = new HashMap<>(System.getenv());
      plain.keySet().removeIf(name -> name.startsWith("GRADLAB_"));
      plain.put("GRADLAB_SERVER", stage.address());
      COMMANDS.forEach(command -> run(plain, command));
      // Fails, since the stage has no TLS, but with most of TLS loaded.
      var secret = new HashMap<>(plain);
      secret.put("GRADLAB_FINGERPRINT", "SHA256:" + "0".repeat(64));
      run(secret, "info");
    }
    System.exit(0);
  }

  private static void run(Map<String, String> environment, String command) {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    var console = new Console(nowhere, nowhere, environment, false, false);
    CommandLines.execute(console, Clock.systemUTC(), command.split(" "));
  }
}
