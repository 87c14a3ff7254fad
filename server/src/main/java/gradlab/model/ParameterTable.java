package gradlab.model;

import gradlab.network.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Lays the named parameters out in DL4J's flat vector, one after the other, and draws their first
 * values.
 */
final class ParameterTable implements ParamInitializer {
  private final List<Parameter> parameters;
  private final long seed;

  ParameterTable(List<Parameter> parameters, long seed) {
    this.parameters = parameters;
    this.seed = seed;
  }

  /** Views into a flat vector, in PyTorch's shapes. */
  private Map<String, INDArray> views(INDArray flat) {
    var vector = flat.reshape('c', new long[] {flat.length()});
    var views = new LinkedHashMap<String, INDArray>();
    long at = 0;
    for (var p : parameters) {
      var range = vector.get(NDArrayIndex.interval(at, at + p.length()));
      views.put(p.name(), range.reshape('c', p.shape()));
      at += p.length();
    }
    return views;
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray flat, boolean initialize) {
    var views = views(flat);
    if (initialize) {
      for (int i = 0; i < parameters.size(); i++) {
        draw(parameters.get(i), views.get(parameters.get(i).name()), i);
      }
    }
    return views;
  }

  /**
   * Each tensor has its own generator, so that adding a block does not change the others' values.
   */
  private void draw(Parameter p, INDArray view, int index) {
    switch (p.kind()) {
      case WEIGHT, BIAS -> {
        var random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + index);
        var values = new float[Math.toIntExact(p.length())];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) ((2 * random.nextDouble() - 1) * p.bound());
        }
        view.assign(Nd4j.createFromArray(values).castTo(view.dataType()).reshape(p.shape()));
      }
      case GAMMA, RUNNING_VARIANCE -> view.assign(1);
      case BETA, RUNNING_MEAN -> view.assign(0);
    }
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray flat) {
    return views(flat);
  }

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    return parameters.stream().mapToLong(Parameter::length).sum();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return parameters.stream().map(Parameter::name).toList();
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return keys(Parameter.Kind.WEIGHT);
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return keys(Parameter.Kind.BIAS);
  }

  private List<String> keys(Parameter.Kind kind) {
    return parameters.stream().filter(p -> p.kind() == kind).map(Parameter::name).toList();
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return weightKeys(layer).contains(key);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return biasKeys(layer).contains(key);
  }
}
