package gradlab.compute.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import gradlab.compute.onednn.Primitive.Argument;
import gradlab.network.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.bytedeco.dnnl.dnnl_convolution_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * Convolution, with the LeakyReLU behind it where nobody else reads its output.
 *
 * <p>Winograd's algorithm (F(4x4, 3x3): Lavin and Gray 2016) multiplies a quarter as often and
 * takes half the time; oneDNN has it on AVX-512. It rounds more, so it is not used where that would
 * matter: a training pass's activations decide on which side of LeakyReLU's kink the gradient is
 * taken, and deep networks with batch norm amplify their rounding.
 */
final class ConvolutionNode implements Node {
  /** On smaller maps the direct algorithm is as fast (measured at 4 x 4). */
  private static final int SMALLEST_WINOGRAD_MAP = 8;

  private static final long[] STRIDE = {1, 1};

  private final Build build;
  private final Operation.Convolution op;
  private final Optional<Operation.LeakyRelu> activation;
  private final long[] padding;
  private final long[] weightDims;
  private final dnnl_memory_desc_t anyWeights;
  private final dnnl_memory_desc_t biasLayout; // null: oneDNN's way of saying no bias
  private Tensor x;
  private Tensor y;
  private boolean fused;
  private Optional<dnnl_primitive_desc> direct = Optional.empty();
  private Optional<dnnl_primitive_desc> winograd = Optional.empty();

  ConvolutionNode(Build build, Operation.Convolution op) {
    this.build = build;
    this.op = op;
    this.activation = build.values.onlyActivation(op.output());
    this.padding = new long[] {op.kernel() / 2, op.kernel() / 2};
    this.weightDims = new long[] {op.outChannels(), op.inChannels(), op.kernel(), op.kernel()};
    this.anyWeights = Layouts.any(weightDims);
    this.biasLayout = op.bias() ? Layouts.plain(op.outChannels()) : null;
  }

  @Override
  public void forward() {
    var assembly = build.assembly;
    x = build.values.get(op.input());
    y = build.tensor(op.output());
    var activated =
        activation.map(a -> assembly.leakyRelu(a.slope())).orElseGet(assembly::attributes);
    direct = find(this::forwardOperation, dnnl_convolution_direct, activated, null);
    if (direct.isEmpty() && op.input() == 0) {
      imagesInTheLayoutOfAllElse();
      direct = find(this::forwardOperation, dnnl_convolution_direct, activated, null);
    }
    if (op.kernel() == 3 && x.dims()[2] >= SMALLEST_WINOGRAD_MAP) {
      winograd =
          find(this::forwardOperation, dnnl_convolution_winograd, assembly.attributes(), null);
    }
    boolean inference = !build.training && winograd.isPresent();
    fused = activation.isPresent() && !inference; // Winograd's takes no LeakyReLU in
    addForward(fast(inference ? winograd : direct));
    build.values.put(op.output(), y);
    if (fused) {
      build.values.put(activation.get().output(), y);
    }
    build.values.used(op.input());
  }

  private void imagesInTheLayoutOfAllElse() {
    var blocked = build.tensor(0);
    build.assembly.reorder(build.forward, "reorder images", x, blocked);
    x = blocked;
  }

  private void addForward(dnnl_primitive_desc description) {
    var weights = weightsFor(build.forward, description);
    var arguments =
        new ArrayList<>(
            List.of(
                new Argument(DNNL_ARG_SRC, x),
                new Argument(DNNL_ARG_WEIGHTS, weights),
                new Argument(DNNL_ARG_DST, y)));
    if (op.bias()) {
      arguments.add(
          new Argument(
              DNNL_ARG_BIAS,
              build.views.parameter(
                  build.assembly, op.name() + ".bias", biasLayout, op.outChannels())));
    }
    build.assembly.add(build.forward, "conv fwd", description, arguments);
    build.assembly.release(weights);
  }

  /** The parameters in the layout that an implementation wants. */
  private Tensor weightsFor(List<Primitive> list, dnnl_primitive_desc description) {
    var assembly = build.assembly;
    var plain =
        build.views.parameter(
            assembly, op.name() + ".weight", Layouts.plainWeights(weightDims), weightDims);
    var wanted = assembly.tensor(assembly.layout(description, dnnl_query_weights_md), weightDims);
    assembly.reorder(list, "reorder weights", plain, wanted);
    return wanted;
  }

  @Override
  public void backward() {
    Tensor dy;
    if (fused) {
      var activated = activation.get();
      dy =
          Eltwise.leakyRelu(activated.slope())
              .backward(build, y, build.diffs.take(activated.output()));
    } else {
      dy = build.diffs.take(op.output());
    }
    backwardWeights(dy);
    if (op.input() != 0) { // nobody asks for the images' diff
      backwardData(dy);
    }
    build.diffs.release(dy);
  }

  private void backwardWeights(Tensor dy) {
    var assembly = build.assembly;
    var description = findBackward(this::weightsOperation);
    var dw = assembly.tensor(assembly.layout(description, dnnl_query_diff_weights_md), weightDims);
    var arguments =
        new ArrayList<>(
            List.of(
                new Argument(DNNL_ARG_SRC, x),
                new Argument(DNNL_ARG_DIFF_DST, dy),
                new Argument(DNNL_ARG_DIFF_WEIGHTS, dw)));
    if (op.bias()) {
      arguments.add(
          new Argument(
              DNNL_ARG_DIFF_BIAS,
              build.views.gradient(assembly, op.name() + ".bias", biasLayout, op.outChannels())));
    }
    assembly.add(build.backward, "conv bwd weights", description, arguments);
    var gradient =
        build.views.gradient(
            assembly, op.name() + ".weight", Layouts.plainWeights(weightDims), weightDims);
    assembly.reorder(build.backward, "reorder gradients", dw, gradient);
    assembly.release(dw);
  }

  private void backwardData(Tensor dy) {
    var dx = build.diff(op.input());
    var description = findBackward(this::dataOperation);
    var weights = weightsFor(build.backward, description);
    build.assembly.add(
        build.backward,
        "conv bwd data",
        description,
        List.of(
            new Argument(DNNL_ARG_DIFF_DST, dy),
            new Argument(DNNL_ARG_WEIGHTS, weights),
            new Argument(DNNL_ARG_DIFF_SRC, dx)));
    build.assembly.release(weights);
    build.diffs.give(op.input(), dx);
  }

  private dnnl_primitive_desc findBackward(IntFunction<dnnl_convolution_desc_t> operation) {
    var attributes = build.assembly.attributes();
    return fast(
        winograd
            .flatMap(hint -> find(operation, dnnl_convolution_winograd, attributes, hint))
            .or(() -> find(operation, dnnl_convolution_direct, attributes, direct.get())));
  }

  /** An implementation that is not oneDNN's slow reference. */
  private Optional<dnnl_primitive_desc> find(
      IntFunction<dnnl_convolution_desc_t> operation,
      int algorithm,
      dnnl_primitive_attr attributes,
      dnnl_primitive_desc hint) {
    return build
        .assembly
        .find(operation.apply(algorithm), attributes, hint)
        .filter(found -> !Assembly.implementation(found).startsWith("ref"));
  }

  private dnnl_primitive_desc fast(Optional<dnnl_primitive_desc> description) {
    return description.orElseThrow(
        () ->
            new UnsupportedOperation(
                "oneDNN has no fast convolution %d to %d for %s"
                    .formatted(op.inChannels(), op.outChannels(), op.name())));
  }

  private dnnl_convolution_desc_t forwardOperation(int algorithm) {
    var operation = new dnnl_convolution_desc_t();
    OneDnn.check(
        dnnl_convolution_forward_desc_init(
            operation,
            build.forwardKind(),
            algorithm,
            x.layout(),
            anyWeights,
            biasLayout,
            y.layout(),
            STRIDE,
            padding,
            padding),
        "conv fwd");
    return operation;
  }

  private dnnl_convolution_desc_t weightsOperation(int algorithm) {
    var operation = new dnnl_convolution_desc_t();
    OneDnn.check(
        dnnl_convolution_backward_weights_desc_init(
            operation,
            algorithm,
            x.layout(),
            anyWeights,
            biasLayout,
            y.layout(),
            STRIDE,
            padding,
            padding),
        "conv bwd weights");
    return operation;
  }

  private dnnl_convolution_desc_t dataOperation(int algorithm) {
    var operation = new dnnl_convolution_desc_t();
    OneDnn.check(
        dnnl_convolution_backward_data_desc_init(
            operation, algorithm, x.layout(), anyWeights, y.layout(), STRIDE, padding, padding),
        "conv bwd data");
    return operation;
  }
}
