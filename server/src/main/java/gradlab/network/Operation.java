package gradlab.network;

/**
 * One step of a declared network, on numbered values (0 is the image batch). Every value is a batch
 * of maps, N x C x S x S, but for what {@link GlobalPool} and {@link Linear} give, N x C. Compute
 * paths interpret these and nothing else.
 */
public sealed interface Operation {
  int input();

  int output();

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
  }

  /** Convolution, stride 1, "same" zero padding; weight is out x in x kernel x kernel. */
  record Convolution(
      String name, int input, int output, int inChannels, int outChannels, int kernel, boolean bias)
      implements Operation {
    @Override
    public void accept(Visitor visitor) {
      visitor.convolution(this);
    }
  }

  /** Batch normalisation over N and the map: eps 1e-5, running averages with momentum 0.1. */
  record BatchNorm(String name, int input, int output, int channels) implements Operation {
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
    public void accept(Visitor visitor) {
      visitor.add(this);
    }
  }

  /** input's channels, then other's. */
  record Concat(int input, int other, int output) implements Operation {
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
      implements Operation {
    @Override
    public void accept(Visitor visitor) {
      visitor.linear(this);
    }
  }
}
