package gradlab.golden;

import gradlab.model.CosineAnnealing;
import gradlab.model.NetworkLayer;
import gradlab.model.Networks;
import gradlab.model.TorchAdam;
import gradlab.training.BatchResult;
import gradlab.training.TrainedNetwork;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Three optimiser steps of a golden case, in the real trainer's classes, and every tensor beside
 * PyTorch's.
 */
final class GoldenRun {
  private final GoldenCase golden;
  private final TrainedNetwork network;
  private final Map<String, float[]> firstGradients = new HashMap<>();
  private final List<Comparison> comparisons = new ArrayList<>();
  private final BitSet positive = new BitSet();
  private int activations;

  GoldenRun(GoldenCase golden, DataType precision) {
    this.golden = golden;
    double rate = golden.learningRate();
    var adam = new TorchAdam(golden.adamEpsilon(), new CosineAnnealing(rate, rate, 1));
    network =
        new TrainedNetwork(Networks.build(golden.spec(), adam, golden.weightDecay(), 0, precision));
    network.graph().addListeners(new FirstGradients());
  }

  /**
   * Which activations of all forward passes were positive: where a run's differ, it took another
   * branch.
   */
  BitSet positiveActivations() {
    return positive;
  }

  /** How many activations there were in all forward passes. */
  int activations() {
    return activations;
  }

  /**
   * @throws IOException if the folder lacks a file or a file is damaged
   */
  List<Comparison> compare() throws IOException {
    NetworkLayer layer = network.layer();
    for (var p : layer.declaration().parameters()) {
      if (p.trained()) {
        var file = NpyFile.read(golden.folder().resolve("params/" + p.name() + ".npy"));
        layer.setParam(p.name(), Nd4j.createFromArray(file.floats()).reshape(p.shape()));
      }
    }
    float[] images = golden.tensor("input");
    int[] labels = NpyFile.read(golden.folder().resolve("labels.npy")).ints();
    FloatBuffer batch =
        ByteBuffer.allocateDirect(images.length * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer()
            .put(images)
            .flip();

    for (int step = 0; step < golden.losses().size(); step++) {
      network.setPosition(0, step);
      BatchResult result = network.train(batch, labels);
      double reference = golden.losses().get(step);
      comparisons.add(
          new Comparison(
              "loss of step " + step,
              Math.abs(result.loss() / reference - 1),
              golden.lossBound(step)));
      layer.path().visitActivations(this::notePositive);
      if (step == 0) {
        compare("logits_train_mode", mainLogits());
        for (var e : firstGradients.entrySet()) {
          compare("grads/" + e.getKey(), e.getValue());
        }
      }
    }
    for (var p : layer.declaration().parameters()) {
      String folder = p.trained() ? "params_after_3_steps/" : "bn_after_3_steps/";
      compare(folder + p.name(), floats(layer.getParam(p.name())));
    }
    network.evaluate(batch, labels);
    compare("logits_eval_mode_after_3_steps", mainLogits());
    comparisons.add(
        new Comparison(
            "number of parameters",
            Math.abs(layer.declaration().parameterCount() - golden.parameters()),
            0));
    return comparisons;
  }

  /** A tensor that the case sets no bound for is not compared. */
  private void compare(String tensor, float[] ours) throws IOException {
    if (golden.zeros().contains(tensor)) {
      comparisons.add(Comparison.zero(tensor, ours));
    } else if (golden.bounds().containsKey(tensor)) {
      double bound = golden.bounds().get(tensor);
      comparisons.add(Comparison.relative(tensor, ours, golden.tensor(tensor), bound));
    }
  }

  private void notePositive(INDArray activation) {
    for (float y : floats(activation)) {
      positive.set(activations++, y > 0);
    }
  }

  private float[] mainLogits() {
    INDArray logits = network.layer().logits();
    float[] all = floats(logits);
    int width = Math.toIntExact(logits.size(1));
    int classes = golden.spec().classes();
    var main = new float[Math.toIntExact(logits.size(0)) * classes];
    for (int n = 0; n < logits.size(0); n++) {
      System.arraycopy(all, n * width, main, n * classes, classes);
    }
    return main;
  }

  private static float[] floats(INDArray array) {
    return array.dup('c').reshape('c', new long[] {array.length()}).toFloatVector();
  }

  /** Copies every gradient of the first step, as the mean over the batch. */
  private final class FirstGradients extends BaseTrainingListener {
    @Override
    public void onGradientCalculation(Model model) {
      if (firstGradients.isEmpty()) {
        double scale = 1.0 / model.batchSize();
        network
            .layer()
            .gradientTable()
            .forEach((name, g) -> firstGradients.put(name, floats(g.mul(scale))));
      }
    }
  }
}
