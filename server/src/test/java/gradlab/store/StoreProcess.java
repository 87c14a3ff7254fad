package gradlab.store;

import gradlab.domain.RunId;
import gradlab.domain.RunState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Another process with a store, for tests: {@code STATE_DIRECTORY hold|append}. */
final class StoreProcess {
  private StoreProcess() {}

  public static void main(String[] args) throws IOException {
    try (var store = RunStore.open(Path.of(args[0]))) {
      if (args[1].equals("hold")) {
        System.out.println("open");
        System.in.read();
        return;
      }
      RunLog log = store.create(RunId.of("appended"), Runs.CONFIG, "");
      log.append(List.of(Runs.server(Runs.state(RunState.RUNNING))));
      for (long step = 1; ; step++) {
        List<StoredEvent> written =
            log.append(List.of(Runs.server(Runs.step(step, 1)), Runs.server(Runs.flow(1, 1, 2))));
        System.out.println(written.get(1).seq()); // the acknowledgement
      }
    }
  }

  static Process start(Path state, String task) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            StoreProcess.class.getName(),
            state.toString(),
            task)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
