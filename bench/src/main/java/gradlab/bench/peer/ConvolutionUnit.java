package gradlab.bench.peer;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** 3 x 3 convolution, batch norm where there is one, the shortcut where there is one, LeakyReLU. */
final class ConvolutionUnit {
  private static final long KERNEL = 3;
  private static final Scalar SLOPE = new Scalar(0.01);

  private final Conv2dImpl convolution;
  private final Optional<BatchNorm2dImpl> batchNorm;

  ConvolutionUnit(int in, int out, boolean bias, boolean batchNorm) {
    var options = new Conv2dOptions(in, out, new LongPointer(KERNEL, KERNEL));
    options.padding().put(new LongPointer(1, 1));
    options.bias().put(bias);
    this.convolution = new Conv2dImpl(options);
    this.batchNorm =
        batchNorm ? Optional.of(new BatchNorm2dImpl(new BatchNormOptions(out))) : Optional.empty();
  }

  Tensor forward(Tensor x) {
    return forward(x, Optional.empty());
  }

  /**
   * Closes every intermediate handle at once, as Python's reference counts would: the allocator
   * then gets the memory of what autograd does not keep.
   *
   * @param shortcut added before the activation
   */
  Tensor forward(Tensor x, Optional<Tensor> shortcut) {
    Tensor y = convolution.forward(x);
    if (batchNorm.isPresent()) {
      y = closing(y, batchNorm.get().forward(y));
    }
    if (shortcut.isPresent()) {
      y = closing(y, y.add(shortcut.get()));
    }
    return closing(y, torch.leaky_relu(y, SLOPE));
  }

  private static Tensor closing(Tensor input, Tensor result) {
    input.close();
    return result;
  }

  List<Module> modules() {
    return Stream.concat(Stream.of((Module) convolution), batchNorm.stream()).toList();
  }

  void toChannelsLast() {
    Tensor weight = convolution.weight();
    weight.set_data(weight.contiguous(torch.MemoryFormat.ChannelsLast));
  }
}
