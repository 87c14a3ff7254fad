package gradlab.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.fake.Cli;
import gradlab.client.fake.FakeRun;
import gradlab.client.fake.FakeServer;
import gradlab.client.fake.Samples;
import gradlab.v1.PrepareDatasetMode;
import gradlab.v1.RunEvent;
import gradlab.v1.RunState;
import gradlab.v1.TestMetrics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** stop, kill, resume, rm, wait, evaluate, dataset. */
class LifecycleTest {
  @RegisterExtension final FakeServer server = new FakeServer();
  private FakeRun one;
  private FakeRun two;

  @BeforeEach
  void twoRuns() {
    one = server.add(Samples.run("one1", "a", "VGG_08"));
    two = server.add(Samples.run("two2", "b", "VGG_08"));
  }

  @Test
  void killGoesOnAfterAFailureAndReportsIt() {
    var cli = Cli.run(server, "kill", "one", "nosuch", "two");
    assertThat(cli.exitCode()).isEqualTo(4);
    assertThat(cli.lines()).hasSize(3);
    assertThat(cli.err()).contains("killed one1", "'nosuch'", "killed two2");
    assertThat(two.run().getState()).isEqualTo(RunState.RUN_STATE_KILLED);
  }

  @Test
  void stopResumeAndRemove() {
    assertThat(Cli.run(server, "stop", "one").out()).contains("one1  a     STOPPING");
    assertThat(one.run().getState()).isEqualTo(RunState.RUN_STATE_STOPPING);
    assertThat(Cli.run(server, "resume", "one", "--output", "csv").lines())
        .containsExactly("run,name,state,reason", "one1,a,QUEUED,asked to");
    Cli.run(server, "kill", "one");
    var cli = Cli.run(server, "rm", "one", "--output", "json");
    assertThat(cli.lines()).containsExactly("{\"runId\":\"one1\"}");
    assertThat(server.training().has("one1")).isFalse();
  }

  @Test
  void waitEndsWhenAllHaveEnded() {
    var cli = Cli.start(server, "wait", "one", "two");
    Cli.await("waiting for the first", () -> one.followers() == 1);
    two.state(RunState.RUN_STATE_COMPLETED, "");
    assertThat(cli.out()).isEmpty();
    one.state(RunState.RUN_STATE_COMPLETED, "all done");
    assertThat(cli.exitCode()).isZero();
    assertThat(cli.out()).contains("one1  a     COMPLETED  all done", "two2  b     COMPLETED");
  }

  @Test
  void waitPutsAFailureBeforeAStop() {
    one.state(RunState.RUN_STATE_STOPPED, "");
    assertThat(Cli.run(server, "wait", "one").exitCode()).isEqualTo(9);
    two.state(RunState.RUN_STATE_FAILED, "died");
    assertThat(Cli.run(server, "wait", "one", "two").exitCode()).isEqualTo(1);
  }

  @Test
  void waitTimesOut() {
    two.state(RunState.RUN_STATE_COMPLETED, "");
    var cli = Cli.run(server, "wait", "two", "one", "--timeout", "300ms");
    assertThat(cli.exitCode()).isEqualTo(7);
    assertThat(cli.err()).contains("run one1 had not ended");
  }

  @Test
  void evaluateWaitsForTheResult() {
    one.state(RunState.RUN_STATE_COMPLETED, "");
    server
        .training()
        .whenEvaluated(
            run ->
                run.append(
                        RunEvent.newBuilder()
                            .setTest(TestMetrics.newBuilder().setEpoch(1).setTestAcc(0.25)))
                    .state(RunState.RUN_STATE_COMPLETED, ""));
    var cli = Cli.run(server, "evaluate", "one", "--output", "csv");
    assertThat(cli.exitCode()).isZero();
    assertThat(cli.lines())
        .containsExactly("run,name,epoch,test_loss,test_acc", "one1,a,1,0.0,0.25");
  }

  @Test
  void anEvaluationWithoutResultIsAFailure() {
    one.state(RunState.RUN_STATE_COMPLETED, "");
    server.training().whenEvaluated(run -> run.state(RunState.RUN_STATE_COMPLETED, ""));
    var cli = Cli.run(server, "evaluate", "one");
    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err()).contains("ended without a result");
  }

  @Test
  void datasetPrepareShowsProgressBesideTheData() {
    var cli = Cli.run(server, "dataset", "prepare");
    assertThat(cli.exitCode()).isZero();
    assertThat(cli.err().lines())
        .hasSize(12)
        .contains("downloading: 0% of 169.0 MB", "downloading: 100% of 169.0 MB", "done");
    assertThat(cli.out()).contains("dataset       bundled sample", "train_images  2000");
    assertThat(server.info().lastMode()).contains(PrepareDatasetMode.PREPARE_DATASET_MODE_PREPARE);
    assertThat(Cli.run(server, "dataset", "verify", "--quiet").err()).isEmpty();
    assertThat(server.info().lastMode()).contains(PrepareDatasetMode.PREPARE_DATASET_MODE_VERIFY);
    assertThat(Cli.run(server, "dataset", "--output", "csv").lines())
        .hasSize(2)
        .last()
        .asString()
        .endsWith(",sample,,2000,500,true");
  }
}
