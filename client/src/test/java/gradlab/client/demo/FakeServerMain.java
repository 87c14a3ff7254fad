package gradlab.client.demo;

import gradlab.client.fake.FakeServer;
import gradlab.client.fake.Samples;
import gradlab.v1.NetworkConfig;
import gradlab.v1.RunState;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/**
 * A process that does what `gradlab server` does for the demo: only the plain VGG_38 does not
 * learn.
 */
public final class FakeServerMain {
  private FakeServerMain() {}

  /** The last argument says how it behaves: good, contrast-less, run-fails, dies. */
  public static void main(String[] args) throws Exception {
    String behaviour = args[args.length - 1];
    System.err.println("fake server with " + Arrays.toString(args));
    if (behaviour.equals("dies")) {
      System.err.println("the port is taken");
      System.exit(8);
    }
    var server = new FakeServer();
    server
        .training()
        .flowOf(
            run ->
                broken(run.getConfig().getNetwork()) ? Samples.deepFlow() : Samples.shallowFlow());
    server
        .training()
        .whenStarted(
            run -> {
              boolean deep = broken(run.run().getConfig().getNetwork());
              double loss = deep && !behaviour.equals("contrast-less") ? 4.6052 : 4.1;
              run.append(Samples.step(0, 10, 4.605)).append(Samples.epoch(0, 4.5));
              if (behaviour.equals("hangs")) {
                return;
              }
              run.append(Samples.step(1, 10, 4.5)).append(Samples.epoch(1, loss));
              boolean fails = behaviour.equals("run-fails");
              run.state(
                  fails ? RunState.RUN_STATE_FAILED : RunState.RUN_STATE_COMPLETED,
                  fails ? "the worker died: signal 9" : "all epochs done");
            });
    server.start();
    System.out.println("some other line");
    System.out.println(
        "gradlab server ready: grpc=" + server.address() + " metrics=http://127.0.0.1:1/metrics");
    new CountDownLatch(1).await();
  }

  private static boolean broken(NetworkConfig network) {
    return network.getNetwork().equals("VGG_38") && network.getBlock().equals("plain");
  }
}
