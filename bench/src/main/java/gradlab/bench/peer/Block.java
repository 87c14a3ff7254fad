package gradlab.bench.peer;

import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Two convolutions. Closes its input, which nobody else needs. */
sealed interface Block {
  Tensor forward(Tensor x);

  List<ConvolutionUnit> convolutions();

  /**
   * Keeps the map's size.
   *
   * @param residual whether the input is added before the last activation
   */
  record Processing(ConvolutionUnit first, ConvolutionUnit second, boolean residual)
      implements Block {
    static Processing of(int filters, boolean batchNorm, boolean residual) {
      return new Processing(
          new ConvolutionUnit(filters, filters, false, batchNorm),
          new ConvolutionUnit(filters, filters, false, batchNorm),
          residual);
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor h = first.forward(x);
      Tensor y = second.forward(h, residual ? Optional.of(x) : Optional.empty());
      h.close();
      x.close();
      return y;
    }

    @Override
    public List<ConvolutionUnit> convolutions() {
      return List.of(first, second);
    }
  }

  /** Halves the map between its convolutions, which have biases; no shortcut in any network. */
  record Reduction(ConvolutionUnit first, ConvolutionUnit second) implements Block {
    static Reduction of(int filters, boolean batchNorm) {
      return new Reduction(
          new ConvolutionUnit(filters, filters, true, batchNorm),
          new ConvolutionUnit(filters, filters, true, batchNorm));
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor h = first.forward(x);
      Tensor pooled = torch.avg_pool2d(h, 2, 2);
      Tensor y = second.forward(pooled);
      h.close();
      pooled.close();
      x.close();
      return y;
    }

    @Override
    public List<ConvolutionUnit> convolutions() {
      return List.of(first, second);
    }
  }
}
