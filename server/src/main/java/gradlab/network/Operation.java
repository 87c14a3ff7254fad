package gradlab.network;

import java.util.List;

/**
 * One step of a declared network, on numbered values (0 is the image batch). Every value is a batch
 * of maps, N x C x S x S, or of vectors, N x C: what {@link GlobalPool} and {@link Linear} give,
 * and what is made of that element by element. Compute paths interpret these and nothing else.
 */
public sealed interface Operation {
  /** The value it works on, the first where there are two. */
  int input();

  int output();

  /** Every value it reads. */
  default List<Integer> inputs() {
    return List.of(input());
  }

  /** Whether its backward pass reads what it gave, which then must not be written over. */
  default boolean keepsItsOutput() {
    return false;
  }

  /** Calls the visitor's method for this kind of operation. */
  void accept(Visitor visitor);

  /** What a compute path does for each kind of operation. */
  interface Visitor {
    void convolution(Convolution operation);

    void batchNorm(BatchNorm operation);

    void leakyRelu(LeakyRelu operation);

    void averagePool(AveragePool operation);

    void add(Add operation);

    void concat(Concat operation);

    void globalPool(GlobalPool operation);

    void linear(Linear operation);

    void sigmoid(Sigmoid operation);

    void scale(Scale operation);

    void dropout(Dropout operation);
  }

  /** An operation with parameters of its own, which begin with its name. */
  sealed interface Layer extends Operation {
    String name();
  }

  /** Convolution, stride 1, "same" zero padding; weight is out x in x kernel x kernel. */
  record Convolution(
      String name, int input, int output, int inChannels, int outChannels, int kernel, boolean bias)
      implements Layer {
    @Override
    public void accept(Visitor visitor) {
      visitor.convolution(this);
    }
  }

  /** Batch normalisation over N and the map: eps 1e-5, running averages with momentum 0.1. */
  record BatchNorm(String name, int input, int output, int channels) implements Layer {
    @Override
    public void accept(Visitor visitor) {
      visitor.batchNorm(this);
    }
  }

  /**
   * x where x is positive, slope * x elsewhere.
   *
   * @param name that of the layer whose output it acts on, for what is said about its output
   */
  record LeakyRelu(String name, int input, int output, double slope) implements Operation {
    @Override
    public boolean keepsItsOutput() {
      return true;
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.leakyRelu(this);
    }
  }

  /** Mean of 2 x 2 squares: halves the map. */
  record AveragePool(int input, int output) implements Operation {
    @Override
    public void accept(Visitor visitor) {
      visitor.averagePool(this);
    }
  }

  /** input + other. */
  record Add(int input, int other, int output) implements Operation {
    @Override
    public List<Integer> inputs() {
      return List.of(input, other);
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.add(this);
    }
  }

  /** input's channels, then other's. */
  record Concat(int input, int other, int output) implements Operation {
    @Override
    public List<Integer> inputs() {
      return List.of(input, other);
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.concat(this);
    }
  }

  /** Mean over the map: N x C x S x S to N x C. */
  record GlobalPool(int input, int output) implements Operation {
    @Override
    public void accept(Visitor visitor) {
      visitor.globalPool(this);
    }
  }

  /** x W^T + b; weight is out x in. */
  record Linear(String name, int input, int output, int inFeatures, int outFeatures)
      implements Layer {
    @Override
    public void accept(Visitor visitor) {
      visitor.linear(this);
    }
  }

  /** 1 / (1 + exp(-x)), element by element. */
  record Sigmoid(int input, int output) implements Operation {
    @Override
    public boolean keepsItsOutput() {
      return true;
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.sigmoid(this);
    }
  }

  /**
   * Each channel of each image times a number of its own.
   *
   * @param input N x C x S x S
   * @param factors N x C
   */
  record Scale(int input, int factors, int output) implements Operation {
    @Override
    public List<Integer> inputs() {
      return List.of(input, factors);
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.scale(this);
    }
  }

  /**
   * In training, zeroes each number of N x C with probability {@code share} and multiplies the
   * others by 1 / (1 - share); in evaluation it gives what it is given.
   */
  record Dropout(int input, int output, double share) implements Operation {
    @Override
    public void accept(Visitor visitor) {
      visitor.dropout(this);
    }
  }
}
