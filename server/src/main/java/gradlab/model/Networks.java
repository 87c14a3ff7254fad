package gradlab.model;

import gradlab.domain.NetworkConfig;
import gradlab.domain.OptimizerConfig;
import gradlab.domain.TrainingConfig;
import gradlab.network.NetworkSpec;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;

/** The one builder of networks: images, network layer, loss. */
public final class Networks {
  private static final String NETWORK = "network";

  private Networks() {}

  /** A network as a run asks for it, with fresh parameters, in float32. */
  public static ComputationGraph build(NetworkConfig network, TrainingConfig training) {
    return build(
        NetworkSpec.of(network),
        updater(training),
        training.weightDecay(),
        training.seed(),
        DataType.FLOAT);
  }

  private static IUpdater updater(TrainingConfig training) {
    OptimizerConfig optimizer = training.optimizer();
    if (optimizer instanceof OptimizerConfig.Adam adam) {
      return new TorchAdam(adam.epsilon(), Schedules.of(training));
    } else if (optimizer instanceof OptimizerConfig.Sgd sgd) {
      return new TorchSgd(sgd.momentum(), Schedules.of(training));
    }
    throw new AssertionError("an optimiser that is not made: " + optimizer);
  }

  /**
   * @param weightDecay L2 coefficient, on all trained parameters
   * @param seed of the initial parameters
   */
  public static ComputationGraph build(
      NetworkSpec spec, IUpdater updater, double weightDecay, long seed, DataType dataType) {
    var conf =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .dataType(dataType)
            // The compute path owns its memory; DL4J's workspaces would only copy.
            .trainingWorkspaceMode(WorkspaceMode.NONE)
            .inferenceWorkspaceMode(WorkspaceMode.NONE)
            .graphBuilder()
            .addInputs("images")
            .addLayer(NETWORK, new NetworkLayerConf(spec, updater, weightDecay, seed), "images")
            .addLayer(
                "loss",
                new LossLayer.Builder(new SoftmaxCrossEntropy(spec.auxiliaryWeight()))
                    .activation(Activation.IDENTITY)
                    .build(),
                NETWORK)
            .setOutputs("loss")
            .validateOutputLayerConfig(false)
            .build();
    var graph = new ComputationGraph(conf);
    graph.init();
    graph.initGradientsView();
    return graph;
  }

  /** The layer that holds the network. */
  public static NetworkLayer layer(ComputationGraph graph) {
    return (NetworkLayer) graph.getLayer(NETWORK);
  }
}
