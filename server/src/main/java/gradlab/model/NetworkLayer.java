package gradlab.model;

import gradlab.compute.ComputePath;
import gradlab.compute.ComputePaths;
import gradlab.compute.PathChoice;
import gradlab.network.NetworkDeclaration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The running half of {@link NetworkLayerConf}: DL4J's views in, a compute path behind. */
public final class NetworkLayer extends AbstractLayer<NetworkLayerConf> {
  private static final long serialVersionUID = 1L;

  private final transient NetworkDeclaration declaration;
  private transient Map<String, INDArray> parameters = Map.of();
  private transient Map<String, INDArray> gradients = Map.of();
  private transient INDArray parameterVector;
  private transient INDArray gradientVector;
  private transient PathChoice choice = PathChoice.AUTO;
  private transient ComputePath path;
  private transient INDArray logits;

  NetworkLayer(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
    declaration = ((NetworkLayerConf) conf.getLayer()).declaration();
  }

  /** The declared network. */
  public NetworkDeclaration declaration() {
    return declaration;
  }

  /** Takes effect from the next forward pass on. */
  public void choose(PathChoice newChoice) {
    choice = newChoice;
    closePath();
  }

  /** The path that calculates. */
  public ComputePath path() {
    if (path == null) {
      path =
          ComputePaths.open(choice, declaration, parameters, gradients, parameterVector.dataType());
    }
    return path;
  }

  /** What the last forward pass gave: N x (heads * classes), main head first. */
  public INDArray logits() {
    return logits;
  }

  /**
   * @param images N x 3 x S x S
   * @return logits, see {@link ComputePath#forward}
   */
  public INDArray forward(INDArray images, boolean training) {
    if (training) {
      path().seed(seedOfStep());
    }
    logits = path().forward(images, training);
    return logits;
  }

  /** DL4J counts the steps; a resumed run draws what one that was not interrupted draws. */
  private long seedOfStep() {
    return new SplittableRandom(layerConf().seed() * 0xBF58476D1CE4E5B9L + iterationCount)
        .nextLong();
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    return forward(input, training);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray logitsGradient, LayerWorkspaceMgr workspaces) {
    path().backward(logitsGradient);
    Gradient gradient = new DefaultGradient(gradientVector);
    // One entry: DL4J takes a name apart at its last underscore, and ours have several.
    gradient.setGradientFor("all", gradientVector);
    return new Pair<>(gradient, null); // nobody asks for the images' gradient
  }

  @Override
  public void setParamsViewArray(INDArray vector) {
    parameterVector = vector;
  }

  @Override
  public void setParamTable(Map<String, INDArray> table) {
    parameters = new LinkedHashMap<>(table);
    closePath();
  }

  @Override
  public void setBackpropGradientsViewArray(INDArray vector) {
    gradientVector = vector;
    gradients = layerConf().initializer().getGradientsFromFlattened(conf, vector);
    closePath();
  }

  /** A path holds the addresses of the views it was made with. */
  private void closePath() {
    if (path != null) {
      path.close();
      path = null;
    }
  }

  @Override
  public INDArray getGradientsViewArray() {
    return gradientVector;
  }

  /** Gradient views by parameter name: between backward pass and updater summed over the batch. */
  public Map<String, INDArray> gradientTable() {
    return gradients;
  }

  @Override
  public INDArray params() {
    return parameterVector;
  }

  @Override
  public void setParams(INDArray values) {
    if (values != parameterVector) {
      parameterVector.assign(values.reshape(parameterVector.shape()));
    }
  }

  @Override
  public long numParams() {
    return parameterVector.length();
  }

  @Override
  public long numParams(boolean backpropOnly) {
    return numParams();
  }

  @Override
  public Map<String, INDArray> paramTable() {
    return parameters;
  }

  @Override
  public Map<String, INDArray> paramTable(boolean backpropOnly) {
    return parameters;
  }

  @Override
  public INDArray getParam(String name) {
    return parameters.get(name);
  }

  @Override
  public void setParam(String name, INDArray value) {
    parameters.get(name).assign(value);
  }

  @Override
  public double calcRegularizationScore(boolean backpropOnly) {
    double l2 = layerConf().weightDecay();
    if (l2 == 0) {
      return 0;
    }
    double sum = 0;
    for (var p : declaration.parameters()) {
      if (p.trained()) {
        double norm = parameters.get(p.name()).norm2Number().doubleValue();
        sum += 0.5 * l2 * norm * norm;
      }
    }
    return sum;
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public void clearNoiseWeightParams() {
    // no weight noise
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
