package gradlab.golden;

import gradlab.network.NetworkSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * A folder of golden vectors: a network's parameters, a batch, and what PyTorch made of them.
 *
 * @param bounds largest allowed relative L2 distance by tensor name (grads/...,
 *     params_after_3_steps/..., ...)
 * @param zeros gradients whose true value is 0
 */
record GoldenCase(
    Path folder,
    NetworkSpec spec,
    double learningRate,
    double adamEpsilon,
    double weightDecay,
    long parameters,
    List<Double> losses,
    List<Double> lossesFloat32,
    Map<String, Double> bounds,
    List<String> zeros) {

  String name() {
    return folder.getFileName().toString();
  }

  /**
   * @throws IOException if case.json cannot be read or lacks a field; the message names the folder
   */
  static GoldenCase read(Path folder) throws IOException {
    JsonNode json = new ObjectMapper().readTree(Files.readString(folder.resolve("case.json")));
    JsonNode c = required(folder, json, "config");
    boolean auxiliary = c.path("deep_supervision").asBoolean(false);
    var spec =
        new NetworkSpec(
            required(folder, c, "block").asText(),
            required(folder, c, "stages").asInt(),
            required(folder, c, "blocks_per_stage").asInt(),
            required(folder, c, "filters").asInt(),
            required(folder, c, "classes").asInt(),
            required(folder, c, "size").asInt(),
            0.01,
            c.path("growth").asInt(8),
            auxiliary ? required(folder, c, "aux_weight").asDouble() : 0);
    var bounds = new LinkedHashMap<String, Double>();
    required(folder, json, "bound")
        .fields()
        .forEachRemaining(e -> bounds.put(e.getKey(), e.getValue().asDouble()));
    var zeros = new ArrayList<String>();
    json.path("zero").forEach(z -> zeros.add(z.asText()));
    var losses = new ArrayList<Double>();
    required(folder, json, "main_loss_per_step").forEach(l -> losses.add(l.asDouble()));
    var lossesFloat32 = new ArrayList<Double>();
    required(folder, json, "main_loss_per_step_float32")
        .forEach(l -> lossesFloat32.add(l.asDouble()));
    return new GoldenCase(
        folder,
        spec,
        required(folder, c, "lr").asDouble(),
        required(folder, c, "adam_eps").asDouble(),
        required(folder, c, "weight_decay").asDouble(),
        required(folder, json, "parameters").asLong(),
        losses,
        lossesFloat32,
        bounds,
        zeros);
  }

  private static JsonNode required(Path folder, JsonNode node, String field) throws IOException {
    if (!node.has(field)) {
      throw new IOException(folder.resolve("case.json") + " has no field " + field);
    }
    return node.get(field);
  }

  /**
   * The rule that the tensors' bounds follow: four times PyTorch's own float32 error, at least
   * 1e-4.
   */
  double lossBound(int step) {
    return Math.max(1e-4, 4 * Math.abs(lossesFloat32.get(step) / losses.get(step) - 1));
  }

  float[] tensor(String name) throws IOException {
    return NpyFile.read(folder.resolve(name + ".npy")).floats();
  }
}
