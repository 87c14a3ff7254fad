package gradlab.network;

import gradlab.network.Parameter.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes down a network operation by operation; each method takes value numbers and gives the
 * number of its result, or says what does not fit (IllegalArgumentException). Parameters get
 * PyTorch's default initialisation, biases included: uniform within 1 / sqrt(fan in). The broken
 * VGG_38 is broken in the course's way only with it.
 */
public final class NetworkBuilder {
  private final NetworkSpec spec;
  private final List<Operation> operations = new ArrayList<>();
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<Parameter> runningStatistics = new ArrayList<>();
  private final ValueShapes shapes = new ValueShapes();
  private final List<Integer> heads = new ArrayList<>();

  NetworkBuilder(NetworkSpec spec) {
    this.spec = spec;
    shapes.map(3, spec.imageSize());
  }

  public NetworkSpec spec() {
    return spec;
  }

  public int channels(int value) {
    return shapes.channels(value);
  }

  /** Width and height of a value; 1 for N x C. */
  public int size(int value) {
    return shapes.size(value);
  }

  /** The network's kernel, stride 1, padded so that the map keeps its size. */
  public int convolution(String name, int x, int outChannels, boolean bias) {
    requireMap(name, x);
    int in = channels(x);
    int kernel = spec.layers().kernel();
    double bound = 1 / Math.sqrt((double) in * kernel * kernel);
    weight(name, bound, outChannels, in, kernel, kernel);
    if (bias) {
      parameter(name + ".bias", Kind.BIAS, bound, outChannels);
    }
    int y = shapes.map(outChannels, size(x));
    operations.add(new Operation.Convolution(name, x, y, in, outChannels, kernel, bias));
    return y;
  }

  public int batchNorm(String name, int x) {
    requireMap(name, x);
    int c = channels(x);
    parameter(name + ".weight", Kind.GAMMA, 0, c);
    parameter(name + ".bias", Kind.BETA, 0, c);
    // Kept apart and put last, so that the optimiser sees one contiguous range.
    runningStatistics.add(
        new Parameter(name + ".running_mean", new long[] {c}, Kind.RUNNING_MEAN, 0));
    runningStatistics.add(
        new Parameter(name + ".running_var", new long[] {c}, Kind.RUNNING_VARIANCE, 0));
    int y = shapes.like(x);
    operations.add(new Operation.BatchNorm(name, x, y, c));
    return y;
  }

  public int leakyRelu(int x) {
    int y = shapes.like(x);
    operations.add(new Operation.LeakyRelu(nameOf(x), x, y, spec.layers().activationSlope()));
    return y;
  }

  /** 1 / (1 + exp(-x)). */
  public int sigmoid(int x) {
    int y = shapes.like(x);
    operations.add(new Operation.Sigmoid(x, y));
    return y;
  }

  /** Mean of 2 x 2 squares. */
  public int averagePool(int x) {
    requireMap("average pool", x);
    if (size(x) < 2 || size(x) % 2 != 0) {
      throw new IllegalArgumentException(
          "stages: a map of %d x %d pixels cannot be halved".formatted(size(x), size(x)));
    }
    int y = shapes.map(channels(x), size(x) / 2);
    operations.add(new Operation.AveragePool(x, y));
    return y;
  }

  /** The sum of two values of the same shape. */
  public int add(int x, int other) {
    require(shapes.same(x, other), "%s and %s cannot be added", x, other);
    int y = shapes.like(x);
    operations.add(new Operation.Add(x, other, y));
    return y;
  }

  /** One map's channels, then the other's. */
  public int concat(int x, int other) {
    requireMap("concatenation", x);
    requireMap("concatenation", other);
    require(size(x) == size(other), "%s and %s cannot be concatenated", x, other);
    int y = shapes.map(channels(x) + channels(other), size(x));
    operations.add(new Operation.Concat(x, other, y));
    return y;
  }

  /** Mean over the map: N x C. */
  public int globalPool(int x) {
    requireMap("global pool", x);
    int y = shapes.vector(channels(x));
    operations.add(new Operation.GlobalPool(x, y));
    return y;
  }

  /** x W^T + b, of N x C. */
  public int linear(String name, int x, int out) {
    require(shapes.isVector(x), name + " needs N x C, behind a global pool, and is given %s", x);
    int in = channels(x);
    double bound = 1 / Math.sqrt(in);
    weight(name, bound, out, in);
    parameter(name + ".bias", Kind.BIAS, bound, out);
    int y = shapes.vector(out);
    operations.add(new Operation.Linear(name, x, y, in, out));
    return y;
  }

  /**
   * Each channel of a map times a number of its own.
   *
   * @param factors N x C
   */
  public int scale(int x, int factors) {
    requireMap("scale", x);
    require(
        shapes.isVector(factors) && channels(x) == channels(factors),
        "%s cannot be scaled by %s",
        x,
        factors);
    int y = shapes.like(x);
    operations.add(new Operation.Scale(x, factors, y));
    return y;
  }

  void companionHead(String name, int x) {
    heads.add(head(name, x));
  }

  void mainHead(String name, int x) {
    heads.add(0, head(name, x));
  }

  /** Mean over the map, dropout, linear layer. */
  private int head(String name, int x) {
    int features = globalPool(x);
    double share = spec.layers().dropout();
    if (share > 0) {
      int kept = shapes.like(features);
      operations.add(new Operation.Dropout(features, kept, share));
      features = kept;
    }
    return linear(name, features, spec.classes());
  }

  /**
   * @throws IllegalArgumentException if nobody reads something: a slip in a block, whose parameters
   *     would have no gradient
   */
  NetworkDeclaration build() {
    parameters.addAll(runningStatistics);
    var declaration =
        new NetworkDeclaration(
            spec,
            List.copyOf(operations),
            List.copyOf(parameters),
            shapes.channels(),
            shapes.sizes(),
            shapes.vectors(),
            List.copyOf(heads));
    var consumers = declaration.consumers();
    for (var op : operations) {
      int value = op.output();
      require(heads.contains(value) || !consumers.get(value).isEmpty(), "nobody reads %s", value);
    }
    return declaration;
  }

  /** The layer a value comes from: the nearest one with parameters, along the first inputs. */
  private String nameOf(int value) {
    int at = value;
    for (int i = operations.size() - 1; i >= 0; i--) {
      var op = operations.get(i);
      if (op.output() == at) {
        if (op instanceof Operation.Layer layer) {
          return layer.name();
        }
        at = op.input();
      }
    }
    return "images";
  }

  private void requireMap(String what, int x) {
    require(!shapes.isVector(x), what + " needs N x C x S x S and is given %s", x);
  }

  /**
   * @param message with a place for each value
   */
  private void require(boolean holds, String message, Integer... values) {
    if (!holds) {
      var said = new ArrayList<String>();
      for (int value : values) {
        said.add("the output of %s (%s)".formatted(nameOf(value), shapes.text(value)));
      }
      throw new IllegalArgumentException(message.formatted(said.toArray()));
    }
  }

  private void weight(String layer, double bound, long... shape) {
    parameter(layer + ".weight", Kind.WEIGHT, bound * spec.layers().initScale(), shape);
  }

  private void parameter(String name, Kind kind, double bound, long... shape) {
    parameters.add(new Parameter(name, shape, kind, bound));
  }
}
