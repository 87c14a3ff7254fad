package gradlab.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.fake.Cli;
import gradlab.client.fake.FakeServer;
import gradlab.client.fake.Samples;
import gradlab.v1.NetworkConfig;
import gradlab.v1.RunState;
import gradlab.v1.StartRunRequest;
import gradlab.v1.TrainingConfig;
import io.grpc.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StartTest {
  @RegisterExtension final FakeServer server = new FakeServer();

  @Test
  void printsTheIdAndNothingElseOnStandardOutput() {
    var cli = Cli.run(server, "start", "VGG_08");
    assertThat(cli.exitCode()).isZero();
    assertThat(cli.out()).isEqualToNormalizingNewlines("run1\n");
    assertThat(cli.err()).contains("started VGG_08-s0 as run1", "gradlab tail run1");
    assertThat(Cli.run(server, "start", "VGG_08", "--quiet").err()).isEmpty();
  }

  @Test
  void whatIsNotGivenStaysUnset() {
    Cli.run(server, "start", "VGG_08");
    var config = server.training().started().get(0).getConfig();
    assertThat(config.getNetwork())
        .isEqualTo(NetworkConfig.newBuilder().setNetwork("VGG_08").build());
    assertThat(config.getTraining()).isEqualTo(TrainingConfig.getDefaultInstance());
    assertThat(server.training().started().get(0).getRequestId()).isNotEmpty();
  }

  @Test
  void everyOptionArrives() {
    Cli.run(
        server,
        ("start VGG_20 --stages 3 --blocks-per-stage 2 --filters 16 --block bn_residual"
                + " --deep-supervision --supervision-weight 0.5 --supervision-heads block"
                + " --kernel 5 --growth 12 --activation-slope 0.2 --dropout 0.1 --init-scale 3"
                + " --epochs 5 --schedule-epochs 100 --max-steps 7000000000"
                + " --batch-size 50 --lr 0.002 --weight-decay 1e-4 --seed -3 --train-limit 0"
                + " --gradient-every 10 --metrics-every 5 --optimizer sgd --momentum 0.8"
                + " --schedule step --step-epochs 4 --step-factor 0.5 --min-lr 1e-6"
                + " --adam-epsilon 1e-3 --clip-norm 1.5 --no-crop --no-flip --name n --tag a=b --tag c=d=e --request-id again")
            .split(" "));
    StartRunRequest request = server.training().started().get(0);
    var network = request.getConfig().getNetwork();
    assertThat(network.getNetwork()).isEqualTo("VGG_20");
    assertThat(network.getStages()).isEqualTo(3);
    assertThat(network.getBlocksPerStage()).isEqualTo(2);
    assertThat(network.getFilters()).isEqualTo(16);
    assertThat(network.getBlock()).isEqualTo("bn_residual");
    assertThat(network.getDeepSupervision()).isTrue();
    assertThat(network.getSupervisionWeight()).isEqualTo(0.5);
    assertThat(network.getSupervisionHeads()).isEqualTo("block");
    assertThat(network.getKernel()).isEqualTo(5);
    assertThat(network.getGrowth()).isEqualTo(12);
    assertThat(network.getActivationSlope()).isEqualTo(0.2);
    assertThat(network.getDropout()).isEqualTo(0.1);
    assertThat(network.getInitScale()).isEqualTo(3);
    var training = request.getConfig().getTraining();
    assertThat(training.getEpochs()).isEqualTo(5);
    assertThat(training.getScheduleEpochs()).isEqualTo(100);
    assertThat(training.getMaxSteps()).isEqualTo(7_000_000_000L);
    assertThat(training.getBatchSize()).isEqualTo(50);
    assertThat(training.getLearningRate()).isEqualTo(0.002);
    assertThat(training.getWeightDecay()).isEqualTo(1e-4);
    assertThat(training.getSeed()).isEqualTo(-3);
    assertThat(training.hasTrainLimit()).isTrue();
    assertThat(training.getGradientEverySteps()).isEqualTo(10);
    assertThat(training.getMetricsEverySteps()).isEqualTo(5);
    assertThat(training.getOptimizer()).isEqualTo("sgd");
    assertThat(training.getMomentum()).isEqualTo(0.8);
    assertThat(training.getSchedule()).isEqualTo("step");
    assertThat(training.getStepEpochs()).isEqualTo(4);
    assertThat(training.getStepFactor()).isEqualTo(0.5);
    // also what the server will refuse beside these: it says why
    assertThat(training.getMinLearningRate()).isEqualTo(1e-6);
    assertThat(training.getAdamEpsilon()).isEqualTo(1e-3);
    assertThat(training.getClipNorm()).isEqualTo(1.5);
    assertThat(training.hasRandomCrop() && !training.getRandomCrop()).isTrue();
    assertThat(training.hasRandomFlip() && !training.getRandomFlip()).isTrue();
    var unset =
        TrainingConfig.getDescriptor().getFields().stream()
            .filter(field -> !training.hasField(field))
            .toList();
    assertThat(unset).as("settings without an option").isEmpty();
    assertThat(request.getConfig().getName()).isEqualTo("n");
    assertThat(request.getConfig().getTagsMap()).containsEntry("a", "b").containsEntry("c", "d=e");
    assertThat(request.getRequestId()).isEqualTo("again");
  }

  @Test
  void limitsArrive() {
    Cli.run(server, "start", "VGG_08", "--max-duration", "1h30m", "--max-cost", "3.50");
    Cli.run(server, "start", "VGG_08", "--max-duration", "0s");
    var policy = server.training().started().get(0).getConfig().getPolicy();
    assertThat(policy.getMaxDuration().getSeconds()).isEqualTo(5_400);
    assertThat(policy.getMaxCost()).isEqualTo(3.5);
    var lifted = server.training().started().get(1).getConfig().getPolicy();
    assertThat(lifted.hasMaxDuration()).isTrue();
    assertThat(lifted.getMaxDuration().getSeconds()).isZero();
    assertThat(lifted.hasMaxCost()).isFalse();
    assertThat(Cli.run(server, "start", "VGG_08", "--max-duration", "soon").exitCode())
        .isEqualTo(2);
  }

  @Test
  void aLostServerIsAskedAgainWithTheSameRequestId() {
    server.training().failStart(Status.UNAVAILABLE.asRuntimeException());
    server.training().failStart(Status.UNAVAILABLE.asRuntimeException());
    var cli = Cli.run(server, "start", "VGG_08");
    assertThat(cli.exitCode()).isZero();
    assertThat(server.training().started()).hasSize(3);
    assertThat(server.training().started().stream().map(StartRunRequest::getRequestId).distinct())
        .hasSize(1);
  }

  @Test
  void followShowsTheRunToItsEnd() {
    server
        .training()
        .whenStarted(
            run ->
                run.append(Samples.step(0, 10, 4.6))
                    .append(Samples.epoch(0, 4.4))
                    .state(RunState.RUN_STATE_FAILED, "the worker died: signal 9"));
    var cli = Cli.run(server, "start", "VGG_08", "--follow");
    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.lines()).hasSize(4).first().isEqualTo("run1");
    assertThat(cli.lines().get(2)).contains("epoch 0  train loss 4.4000");
    assertThat(cli.err()).contains("run run1 is FAILED: the worker died: signal 9");
  }

  @Test
  void followedJsonIsTheRunThenItsEvents() {
    server.training().whenStarted(run -> run.state(RunState.RUN_STATE_COMPLETED, ""));
    var cli = Cli.run(server, "start", "VGG_08", "--follow", "--output", "json");
    assertThat(cli.exitCode()).isZero();
    assertThat(cli.lines()).hasSize(2);
    assertThat(cli.lines().get(0)).startsWith("{\"runId\":\"run1\"");
    assertThat(cli.lines().get(1)).startsWith("{\"seq\":\"1\"");
  }
}
