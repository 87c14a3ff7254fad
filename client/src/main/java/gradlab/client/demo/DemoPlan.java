package gradlab.client.demo;

import gradlab.v1.NetworkConfig;
import gradlab.v1.RunConfig;
import gradlab.v1.StartRunRequest;
import gradlab.v1.TrainingConfig;
import java.nio.file.Path;
import java.util.UUID;

/**
 * What the demo trains. The numbers are chosen so that VGG_08 learns, VGG_38 visibly does not, and
 * both together take less than four minutes on two cores.
 *
 * @param out where the server's state, the CSVs and the figure go
 */
public record DemoPlan(Path out, int epochs, int trainLimit) {
  public static final int EPOCHS = 9;

  /** As many images as the bundled sample has for training: 95 % of 20 in each of 100 classes. */
  public static final int TRAIN_LIMIT = 1900;

  /** Small, for more steps from few images. */
  private static final int BATCH_SIZE = 25;

  /** The course's schedule: over the first epochs the learning rate hardly falls. */
  private static final int SCHEDULE_EPOCHS = 100;

  static final String SHALLOW = "VGG_08";
  static final String DEEP = "VGG_38";

  /** Chance level is ln 100 = 4.605: a network that learns is below, one that does not is not. */
  static final double SHALLOW_LOSS_BELOW = 4.3;

  static final double DEEP_LOSS_ABOVE = 4.6;

  StartRunRequest request(String network) {
    return StartRunRequest.newBuilder()
        .setRequestId(UUID.randomUUID().toString())
        .setConfig(
            RunConfig.newBuilder()
                .setName(network)
                .setNetwork(NetworkConfig.newBuilder().setNetwork(network))
                .setTraining(
                    TrainingConfig.newBuilder()
                        .setEpochs(epochs)
                        .setScheduleEpochs(Math.max(epochs, SCHEDULE_EPOCHS))
                        .setBatchSize(BATCH_SIZE)
                        .setTrainLimit(trainLimit)
                        .setSeed(0)))
        .build();
  }
}
