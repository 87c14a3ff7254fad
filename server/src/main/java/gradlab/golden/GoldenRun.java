package gradlab.golden;

import gradlab.compute.PathChoice;
import gradlab.compute.nd4j.Branches;
import gradlab.compute.nd4j.Nd4jPath;
import gradlab.model.CosineAnnealing;
import gradlab.model.NetworkLayer;
import gradlab.model.Networks;
import gradlab.model.TorchAdam;
import gradlab.training.TrainedNetwork;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The optimiser steps of a golden case, in the real trainer's classes. Runs once. */
final class GoldenRun {
  private final GoldenCase golden;
  private final TrainedNetwork network;
  private final NetworkLayer layer;
  private final Map<String, float[]> tensors = new LinkedHashMap<>();

  GoldenRun(GoldenCase golden, PathChoice path, DataType precision) {
    this.golden = golden;
    double rate = golden.learningRate();
    var adam = new TorchAdam(golden.adamEpsilon(), new CosineAnnealing(rate, rate, 1));
    network =
        new TrainedNetwork(Networks.build(golden.spec(), adam, golden.weightDecay(), 0, precision));
    network.graph().addListeners(new FirstGradients());
    layer = network.layer();
    layer.choose(path);
  }

  /** Float64 on the linear pieces of another run, step by step. */
  static GoldenResult onThePiecesOf(GoldenResult other, GoldenCase golden) throws IOException {
    var run = new GoldenRun(golden, PathChoice.ND4J, DataType.DOUBLE);
    var path = (Nd4jPath) run.layer.path();
    var imposed = new ImposedSigns(other.signs());
    path.follow(imposed);
    Signs signs = run.train();
    if (!imposed.areUsedUp()) {
      throw new IllegalArgumentException("signs of more passes than " + golden.steps());
    }
    path.follow(Branches.OWN);
    run.evaluate();
    return new GoldenResult(path.name(), run.tensors, signs, imposed.opposed(), imposed.farthest());
  }

  /**
   * @throws IOException if the folder lacks a file or a file is damaged
   */
  GoldenResult run() throws IOException {
    Signs signs = train();
    evaluate();
    return new GoldenResult(layer.path().name(), tensors, signs, 0, 0);
  }

  private Signs train() throws IOException {
    tensors.put(GoldenCase.PARAMETERS, new float[] {(float) layer.declaration().parameterCount()});
    for (var p : layer.declaration().parameters()) {
      if (p.trained()) {
        float[] initial = golden.file("params/" + p.name()).floats();
        layer.setParam(p.name(), Nd4j.createFromArray(initial).reshape(p.shape()));
      }
    }
    var signs = new Signs();
    for (int step = 0; step < golden.steps(); step++) {
      network.setPosition(0, step);
      double loss = network.train(images(), labels()).loss();
      tensors.put(GoldenCase.loss(step), new float[] {(float) loss});
      layer.path().visitActivations((name, output) -> signs.add(output));
      if (step == 0) {
        tensors.put("logits_train_mode", mainLogits());
      }
    }
    for (var p : layer.declaration().parameters()) {
      String folder = p.trained() ? "params_after_3_steps/" : "bn_after_3_steps/";
      tensors.put(folder + p.name(), floats(layer.getParam(p.name())));
    }
    return signs;
  }

  private void evaluate() throws IOException {
    network.evaluate(images(), labels());
    tensors.put("logits_eval_mode_after_3_steps", mainLogits());
  }

  private FloatBuffer images() throws IOException {
    float[] images = golden.file("input").floats();
    return ByteBuffer.allocateDirect(images.length * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer()
        .put(images)
        .flip();
  }

  private int[] labels() throws IOException {
    return golden.file("labels").ints();
  }

  private float[] mainLogits() {
    INDArray logits = layer.logits();
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
    private boolean done;

    @Override
    public void onGradientCalculation(Model model) {
      if (!done) {
        done = true;
        double scale = 1.0 / model.batchSize();
        layer
            .gradientTable()
            .forEach((name, g) -> tensors.put("grads/" + name, floats(g.mul(scale))));
      }
    }
  }
}
