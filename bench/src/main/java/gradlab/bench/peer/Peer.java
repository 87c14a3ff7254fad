package gradlab.bench.peer;

import java.util.ArrayList;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** One network in libtorch with a random batch that is there already. */
final class Peer {
  private static final int IMAGE_SIZE = 32;
  private static final double LEARNING_RATE = 1e-3;
  private static final long SEED = 1;
  private static final int FEWEST_STEPS = 3; // as ours

  private final VggNetwork network;
  private final Tensor images;
  private final Tensor labels;
  private final Adam optimiser;

  Peer(Question question) {
    torch.set_num_threads(question.integer("threads"));
    torch.manual_seed(SEED);
    int batch = question.integer("batch");
    network = new VggNetwork(question);
    Tensor pixels = torch.randn(batch, 3, IMAGE_SIZE, IMAGE_SIZE);
    images =
        question.flag("channels_last")
            ? pixels.contiguous(torch.MemoryFormat.ChannelsLast)
            : pixels;
    labels =
        torch
            .randint(
                question.integer("classes"),
                new long[] {batch},
                new TensorOptions(torch.ScalarType.Long))
            .to(torch.ScalarType.Long);
    var options = new AdamOptions(LEARNING_RATE);
    options.weight_decay().put(0);
    options.amsgrad().put(false);
    optimiser = new Adam(network.parameters(), options);
  }

  /** Times steps until there are enough of them or the limit is reached; comma-separated. */
  String steps(Question question) {
    Runnable step =
        switch (question.text("mode")) {
          case "train" -> this::train;
          case "evaluate" -> this::evaluate;
          default -> throw new IllegalArgumentException("no mode " + question.text("mode"));
        };
    network.training(question.text("mode").equals("train"));
    for (int i = 0; i < question.integer("warmup"); i++) {
      step.run();
    }
    int steps = question.integer("steps");
    long limit = question.integer("limit_ms") * 1_000_000L;
    var nanos = new ArrayList<Long>();
    long started = System.nanoTime();
    while (nanos.size() < steps
        && (nanos.size() < FEWEST_STEPS || System.nanoTime() - started < limit)) {
      long begun = System.nanoTime();
      step.run();
      nanos.add(System.nanoTime() - begun);
    }
    return nanos.stream().map(Object::toString).collect(Collectors.joining(","));
  }

  @SuppressWarnings("try") // the scope frees what the step made
  private void train() {
    try (var scope = new PointerScope()) {
      optimiser.zero_grad();
      Tensor loss = torch.cross_entropy_loss(network.forward(images), labels);
      loss.backward();
      optimiser.step();
      loss.item_double(); // what a training loop reads after each step
    }
  }

  @SuppressWarnings("try") // the guard switches gradients off, the scope frees what the step made
  private void evaluate() {
    try (var noGradients = new NoGradGuard();
        var scope = new PointerScope()) {
      network.forward(images);
    }
  }
}
