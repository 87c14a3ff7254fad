package gradlab.client.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import gradlab.client.fake.Cli;
import gradlab.client.fake.FakeRun;
import gradlab.client.fake.FakeServer;
import gradlab.client.fake.Samples;
import gradlab.v1.Cause;
import gradlab.v1.PrepareDatasetMode;
import gradlab.v1.ResumeRunRequest;
import gradlab.v1.RunEvent;
import gradlab.v1.RunPolicy;
import gradlab.v1.RunState;
import gradlab.v1.StateChanged;
import gradlab.v1.TestMetrics;
import gradlab.v1.TrainingConfig;
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
  void pauseAndContinueFromAnEpoch() {
    assertThat(Cli.run(server, "pause", "one").out()).contains("one1  a     PAUSING");
    assertThat(Cli.run(server, "resume", "one", "--continue-from", "7").exitCode()).isZero();
    assertThat(Cli.run(server, "resume", "one", "--continue-from", "latest").exitCode()).isZero();
    assertThat(server.training().resumed())
        .extracting(ResumeRunRequest::hasFromEpoch, ResumeRunRequest::getFromEpoch)
        .containsExactly(tuple(true, 7), tuple(false, 0));
    var wrong = Cli.run(server, "resume", "one", "--continue-from", "-2");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("'-2' is neither latest nor an epoch");
  }

  @Test
  void forkSendsOnlyWhatIsGiven() {
    var cli =
        Cli.run(
            server,
            "fork",
            "one",
            "--at-epoch",
            "9",
            "--lr",
            "1e-4",
            "--priority",
            "3",
            "--tag",
            "why=rate");
    assertThat(cli.exitCode()).isZero();
    assertThat(cli.lines()).containsExactly("fork1");
    assertThat(cli.err()).contains("forked one1 after epoch 9 as fork1");
    var request = server.training().forked().get(0);
    assertThat(request.getAtEpoch()).isEqualTo(9);
    var changes = request.getChanges();
    assertThat(changes.getTraining())
        .isEqualTo(TrainingConfig.newBuilder().setLearningRate(1e-4).build());
    assertThat(changes.getPolicy()).isEqualTo(RunPolicy.newBuilder().setPriority(3).build());
    assertThat(changes.getTagsMap()).containsExactly(entry("why", "rate"));
    assertThat(request.getRequestId()).isNotEmpty();
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

  /** The next start of the server resumes such a run. */
  @Test
  void waitOutlivesAnInterruption() {
    var cli = Cli.start(server, "wait", "one");
    Cli.await("waiting", () -> one.followers() == 1);
    one.append(
        RunEvent.newBuilder()
            .setStateChanged(
                StateChanged.newBuilder()
                    .setState(RunState.RUN_STATE_PREEMPTED)
                    .setCause(Cause.CAUSE_SERVER)));
    Cli.await("asking again", () -> server.training().streams().size() > 2);
    one.state(RunState.RUN_STATE_QUEUED, "resumed").state(RunState.RUN_STATE_COMPLETED, "done");
    assertThat(cli.exitCode()).isZero();
    assertThat(cli.err())
        .contains("the run was interrupted; it goes on at the server's next start");
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
