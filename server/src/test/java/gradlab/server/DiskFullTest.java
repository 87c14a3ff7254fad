package gradlab.server;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.v1.Cause;
import gradlab.v1.GetServerInfoRequest;
import gradlab.v1.Run;
import gradlab.v1.RunEvent;
import gradlab.v1.RunState;
import gradlab.v1.StopRunRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real server and a real worker on a disk of 24 MB that fills up. Needs the right to mount; where
 * it lacks, DiskWatchTest is what is left.
 */
class DiskFullTest {
  private static final int DISK_MB = 24;

  @TempDir Path directory;
  private Path disk;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(directory.resolve("disk"));
    var mounted =
        command("mount", "-t", "tmpfs", "-o", "size=" + DISK_MB + "m", "tmpfs", disk.toString());
    Assumptions.assumeTrue(mounted, "a tmpfs cannot be mounted here");
  }

  @AfterEach
  void unmount() throws Exception {
    command("umount", "-l", disk.toString());
  }

  private static boolean command(String... command) throws Exception {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).inheritIO().start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }

  /** Takes all the room but so many bytes. */
  private void fill(long leave) throws IOException {
    try (OutputStream filler = Files.newOutputStream(disk.resolve("filler"))) {
      var block = new byte[16 << 10];
      while (Files.getFileStore(disk).getUsableSpace() > leave) {
        filler.write(block);
      }
    } catch (IOException full) {
      assertThat(leave).isZero();
    }
  }

  private static Run start(TestServer.Client client) {
    var request = SmallRun.request(4, 9_000);
    request.getConfigBuilder().getPolicyBuilder().setKeepEveryEpochs(0);
    return client.training().startRun(request.build()).getRun();
  }

  private static void awaitSteps(TestServer.Client client, String run, long more) throws Exception {
    long from = client.get(run).getLastStep().getStep();
    Await.until(
        "%d more steps than %d".formatted(more, from),
        TestServer.LIMIT,
        () -> client.get(run).getLastStep().getStep() >= from + more);
  }

  @Test
  void theRunPausesAndGoesOnWhenThereIsRoom() throws Exception {
    Path state = Files.createDirectory(disk.resolve("state"));
    String run;
    List<RunEvent> seen;
    try (var server = ServerProcess.training(state, "--min-free-disk", "4MB");
        var client = server.client()) {
      run = start(client).getRunId();
      awaitSteps(client, run, 5);

      // it fills slowly: there is room for the checkpoint
      fill(3_500_000);
      var paused = client.await(run, RunState.RUN_STATE_PAUSED);
      assertThat(paused.getCause()).isEqualTo(Cause.CAUSE_DISK_FULL);
      assertThat(paused.getStateReason()).startsWith("only 3.").contains("at least 4.0 MB");
      var info = client.server().getServerInfo(GetServerInfoRequest.getDefaultInstance());
      assertThat(info.getDiskMessage()).startsWith("only ");
      Files.delete(disk.resolve("filler"));
      client.await(run, RunState.RUN_STATE_RUNNING);
      awaitSteps(client, run, 5);

      // it is full at once: nothing can be written, nothing is lost
      fill(0);
      Await.until(
          "the run is about to pause",
          TestServer.LIMIT,
          () ->
              client.get(run).getState() == RunState.RUN_STATE_PAUSING
                  || client.get(run).getState() == RunState.RUN_STATE_PAUSED);
      Files.delete(disk.resolve("filler"));
      client.await(run, RunState.RUN_STATE_RUNNING);
      awaitSteps(client, run, 5);
      client.training().stopRun(StopRunRequest.newBuilder().setRunId(run).build());
      client.await(run, RunState.RUN_STATE_STOPPED);
      seen = client.follow(run, 1);
    }
    try (var server = ServerProcess.training(state, "--min-free-disk", "4MB");
        var client = server.client()) {
      assertThat(client.follow(run, 1)).isEqualTo(seen);
      assertThat(seen.stream().map(RunEvent::getSeq))
          .containsExactlyElementsOf(LongStream.rangeClosed(1, seen.size()).boxed().toList());
      assertThat(Files.readString(state.resolve("server.log"))).doesNotContain("damaged");
      // it was paused with a checkpoint each time, so no step was trained twice
      long last = client.get(run).getLastStep().getStep();
      assertThat(seen.stream().filter(RunEvent::hasStep).map(e -> e.getStep().getStep()))
          .containsExactlyElementsOf(LongStream.rangeClosed(1, last).boxed().toList());
    }
  }
}
