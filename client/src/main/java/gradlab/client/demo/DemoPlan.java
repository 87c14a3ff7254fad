package gradlab.client.demo;

import gradlab.v1.NetworkConfig;
import gradlab.v1.RunConfig;
import gradlab.v1.StartRunRequest;
import gradlab.v1.TrainingConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * What the demo trains. The numbers are chosen so that VGG_08 learns, VGG_38 visibly does not, with
 * skip connections and batch norm does, and all three together take less than four minutes on two
 * cores.
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

  /**
   * One network of the demo, and what it is to show. Chance level is ln 100 = 4.605: a network that
   * learns is below, one that does not is not.
   *
   * @param lossBelow the last training loss must be below this
   * @param lossAbove and above this
   */
  record Subject(String network, String block, double lossBelow, double lossAbove) {
    /** For people, and the run's name. */
    String title() {
      return block.equals("plain") ? network : network + " " + block;
    }

    /** The folder of its results. */
    String folder() {
      return title().replace(' ', '_');
    }
  }

  /** A healthy network, the broken one, and the broken one repaired. */
  static final List<Subject> SUBJECTS =
      List.of(
          new Subject("VGG_08", "plain", 4.3, 0),
          new Subject("VGG_38", "plain", Double.POSITIVE_INFINITY, 4.6),
          new Subject("VGG_38", "bn_residual", 4.3, 0));

  StartRunRequest request(Subject subject) {
    return StartRunRequest.newBuilder()
        .setRequestId(UUID.randomUUID().toString())
        .setConfig(
            RunConfig.newBuilder()
                .setName(subject.title())
                .setNetwork(
                    NetworkConfig.newBuilder()
                        .setNetwork(subject.network())
                        .setBlock(subject.block()))
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
