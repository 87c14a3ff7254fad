package gradlab.network;

import gradlab.network.Parameter.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes down a network operation by operation; each method takes value numbers and gives the
 * number of its result. Parameters get PyTorch's default initialisation, biases included: uniform
 * within 1 / sqrt(fan in). The broken VGG_38 is broken in the course's way only with it.
 */
public final class NetworkBuilder {
  private static final int KERNEL = 3;

  private final NetworkSpec spec;
  private final List<Operation> operations = new ArrayList<>();
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<Parameter> runningStatistics = new ArrayList<>();
  private final List<Integer> channels = new ArrayList<>();
  private final List<Integer> sizes = new ArrayList<>();
  private final List<Integer> heads = new ArrayList<>();

  NetworkBuilder(NetworkSpec spec) {
    this.spec = spec;
    value(3, spec.imageSize());
  }

  public NetworkSpec spec() {
    return spec;
  }

  public int channels(int value) {
    return channels.get(value);
  }

  /** 3 x 3, stride 1, padding 1. */
  public int convolution(String name, int x, int outChannels, boolean bias) {
    int in = channels(x);
    double bound = 1 / Math.sqrt((double) in * KERNEL * KERNEL);
    parameter(name + ".weight", Kind.WEIGHT, bound, outChannels, in, KERNEL, KERNEL);
    if (bias) {
      parameter(name + ".bias", Kind.BIAS, bound, outChannels);
    }
    int y = value(outChannels, sizes.get(x));
    operations.add(new Operation.Convolution(name, x, y, in, outChannels, KERNEL, bias));
    return y;
  }

  public int batchNorm(String name, int x) {
    int c = channels(x);
    parameter(name + ".weight", Kind.GAMMA, 0, c);
    parameter(name + ".bias", Kind.BETA, 0, c);
    // Kept apart and put last, so that the optimiser sees one contiguous range.
    runningStatistics.add(
        new Parameter(name + ".running_mean", new long[] {c}, Kind.RUNNING_MEAN, 0));
    runningStatistics.add(
        new Parameter(name + ".running_var", new long[] {c}, Kind.RUNNING_VARIANCE, 0));
    int y = value(c, sizes.get(x));
    operations.add(new Operation.BatchNorm(name, x, y, c));
    return y;
  }

  public int leakyRelu(int x) {
    int y = value(channels(x), sizes.get(x));
    operations.add(new Operation.LeakyRelu(nameOf(x), x, y, spec.activationSlope()));
    return y;
  }

  public int averagePool(int x) {
    if (sizes.get(x) < 2 || sizes.get(x) % 2 != 0) {
      throw new IllegalArgumentException(
          "stages: a map of %d x %d pixels cannot be halved".formatted(sizes.get(x), sizes.get(x)));
    }
    int y = value(channels(x), sizes.get(x) / 2);
    operations.add(new Operation.AveragePool(x, y));
    return y;
  }

  public int add(int x, int other) {
    int y = value(channels(x), sizes.get(x));
    operations.add(new Operation.Add(x, other, y));
    return y;
  }

  public int concat(int x, int other) {
    int y = value(channels(x) + channels(other), sizes.get(x));
    operations.add(new Operation.Concat(x, other, y));
    return y;
  }

  int globalPool(int x) {
    int y = value(channels(x), 1);
    operations.add(new Operation.GlobalPool(x, y));
    return y;
  }

  int linear(String name, int x, int out) {
    int in = channels(x);
    double bound = 1 / Math.sqrt(in);
    parameter(name + ".weight", Kind.WEIGHT, bound, out, in);
    parameter(name + ".bias", Kind.BIAS, bound, out);
    int y = value(out, 1);
    operations.add(new Operation.Linear(name, x, y, in, out));
    return y;
  }

  void companionHead(int logits) {
    heads.add(logits);
  }

  void mainHead(int logits) {
    heads.add(0, logits);
  }

  NetworkDeclaration build() {
    parameters.addAll(runningStatistics);
    return new NetworkDeclaration(
        spec,
        List.copyOf(operations),
        List.copyOf(parameters),
        List.copyOf(channels),
        List.copyOf(sizes),
        List.copyOf(heads));
  }

  /** The layer a value comes from: the nearest one with parameters, along the first inputs. */
  private String nameOf(int value) {
    int at = value;
    for (int i = operations.size() - 1; i >= 0; i--) {
      var op = operations.get(i);
      if (op.output() == at) {
        if (op instanceof Operation.Convolution c) {
          return c.name();
        }
        if (op instanceof Operation.BatchNorm b) {
          return b.name();
        }
        at = op.input();
      }
    }
    return "images";
  }

  private int value(int c, int size) {
    channels.add(c);
    sizes.add(size);
    return channels.size() - 1;
  }

  private void parameter(String name, Kind kind, double bound, long... shape) {
    parameters.add(new Parameter(name, shape, kind, bound));
  }
}
