package gradlab.model;

import gradlab.domain.DeepSupervision;
import gradlab.domain.DeepSupervision.Heads;
import gradlab.domain.NetworkConfig;
import gradlab.network.LayerSettings;
import gradlab.network.NetworkDeclaration;
import gradlab.network.NetworkSpec;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A whole declared network, from the images to the logits, as one layer of a DL4J ComputationGraph.
 * DL4J owns parameters, gradients, updater and listeners; a compute path calculates. The fields are
 * what DL4J saves as JSON.
 */
public final class NetworkLayerConf extends Layer {
  private static final long serialVersionUID = 1L;

  @JsonProperty private String block;
  @JsonProperty private int stages;
  @JsonProperty private int blocksPerStage;
  @JsonProperty private int filters;
  @JsonProperty private int classes;
  @JsonProperty private int imageSize;
  @JsonProperty private double activationSlope;
  @JsonProperty private int growth;
  @JsonProperty private double auxiliaryWeight;

  // What older checkpoints lack has its value from before it could be chosen.
  @JsonProperty private boolean companionsOfBlocks;
  @JsonProperty private int kernel = NetworkConfig.KERNEL;
  @JsonProperty private double dropout;
  @JsonProperty private double initScale = 1;

  @JsonProperty private double weightDecay;
  @JsonProperty private long seed;
  @JsonProperty private IUpdater updater;

  /** For DL4J's JSON. */
  public NetworkLayerConf() {}

  /**
   * @param weightDecay L2 coefficient, on all trained parameters
   * @param seed of the initial parameters
   */
  public NetworkLayerConf(NetworkSpec spec, IUpdater updater, double weightDecay, long seed) {
    this.block = spec.block();
    this.stages = spec.stages();
    this.blocksPerStage = spec.blocksPerStage();
    this.filters = spec.filters();
    this.classes = spec.classes();
    this.imageSize = spec.imageSize();
    this.activationSlope = spec.layers().activationSlope();
    this.kernel = spec.layers().kernel();
    this.growth = spec.layers().growth();
    this.dropout = spec.layers().dropout();
    this.initScale = spec.layers().initScale();
    this.auxiliaryWeight = spec.auxiliaryWeight();
    this.companionsOfBlocks = spec.supervision().filter(s -> s.heads() == Heads.BLOCK).isPresent();
    this.weightDecay = weightDecay;
    this.seed = seed;
    this.updater = updater;
  }

  /** The declared network. */
  public NetworkDeclaration declaration() {
    return NetworkDeclaration.of(
        new NetworkSpec(
            block,
            stages,
            blocksPerStage,
            filters,
            classes,
            imageSize,
            new LayerSettings(activationSlope, kernel, growth, dropout, initScale),
            supervision()));
  }

  private Optional<DeepSupervision> supervision() {
    var heads = companionsOfBlocks ? Heads.BLOCK : Heads.STAGE;
    return auxiliaryWeight > 0
        ? Optional.of(new DeepSupervision(auxiliaryWeight, heads))
        : Optional.empty();
  }

  double weightDecay() {
    return weightDecay;
  }

  long seed() {
    return seed;
  }

  @Override
  public org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType dataType) {
    var layer = new NetworkLayer(conf, dataType);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    Map<String, INDArray> table = initializer().init(conf, parameters, initialize);
    layer.setParamTable(table);
    layer.setConf(conf);
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return new ParameterTable(declaration().parameters(), seed);
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    return InputType.feedForward((long) declaration().heads().size() * classes);
  }

  @Override
  public void setNIn(InputType input, boolean override) {
    // The image size is part of the specification.
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType input) {
    return null; // DL4J's way of saying that the images go in as they are
  }

  @Override
  public List<Regularization> getRegularizationByParam(String parameter) {
    return weightDecay > 0 && trained(parameter)
        ? List.of(new L2Regularization(weightDecay))
        : List.of();
  }

  @Override
  public IUpdater getUpdaterByParam(String parameter) {
    return trained(parameter) ? updater : new NoOp();
  }

  private static boolean trained(String parameter) {
    return !parameter.contains(".running_");
  }

  @Override
  public boolean isPretrainParam(String parameter) {
    return false;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType input) {
    throw new UnsupportedOperationException("the compute path knows its own memory");
  }

  @Override
  public GradientNormalization getGradientNormalization() {
    return GradientNormalization.None;
  }

  @Override
  public double getGradientNormalizationThreshold() {
    return 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NetworkLayerConf o
        && declaration().spec().equals(o.declaration().spec())
        && weightDecay == o.weightDecay
        && seed == o.seed;
  }

  @Override
  public int hashCode() {
    return declaration().spec().hashCode();
  }
}
