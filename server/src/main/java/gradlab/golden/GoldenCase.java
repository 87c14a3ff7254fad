package gradlab.golden;

import gradlab.domain.NetworkConfig;
import gradlab.network.NetworkSpec;
import gradlab.weights.format.NpyArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * A folder of golden vectors: a network's parameters, a batch, and what PyTorch made of them.
 *
 * @param steps of the optimiser, on the same batch
 * @param numbers those that are no files: the losses and the number of parameters
 * @param bounds largest allowed relative L2 distance by tensor name (grads/...,
 *     params_after_3_steps/..., ...), and for each of the numbers
 * @param zeros gradients whose true value is 0; they have no other bound
 */
record GoldenCase(
    Path folder,
    NetworkSpec spec,
    double learningRate,
    double adamEpsilon,
    double weightDecay,
    int steps,
    Map<String, Double> numbers,
    Map<String, Double> bounds,
    List<String> zeros) {
  static final String PARAMETERS = "number of parameters";

  static String loss(int step) {
    return "loss of step " + step;
  }

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
        NetworkSpec.of(
                required(folder, c, "block").asText(),
                required(folder, c, "stages").asInt(),
                required(folder, c, "blocks_per_stage").asInt(),
                required(folder, c, "filters").asInt(),
                required(folder, c, "classes").asInt(),
                required(folder, c, "size").asInt())
            .withGrowth(c.path("growth").asInt(NetworkConfig.GROWTH))
            .withSupervision(auxiliary ? required(folder, c, "aux_weight").asDouble() : 0);
    var bounds = new LinkedHashMap<String, Double>();
    required(folder, json, "bound")
        .fields()
        .forEachRemaining(e -> bounds.put(e.getKey(), e.getValue().asDouble()));
    var zeros = new ArrayList<String>();
    json.path("zero").forEach(z -> zeros.add(z.asText()));
    var numbers = new LinkedHashMap<String, Double>();
    numbers.put(PARAMETERS, required(folder, json, "parameters").asDouble());
    bounds.put(PARAMETERS, 0.0);
    var losses = required(folder, json, "main_loss_per_step");
    var lossesFloat32 = required(folder, json, "main_loss_per_step_float32");
    for (int step = 0; step < losses.size(); step++) {
      double loss = losses.get(step).asDouble();
      numbers.put(loss(step), loss);
      bounds.put(loss(step), lossBound(loss, lossesFloat32.get(step).asDouble()));
    }
    return new GoldenCase(
        folder,
        spec,
        required(folder, c, "lr").asDouble(),
        required(folder, c, "adam_eps").asDouble(),
        required(folder, c, "weight_decay").asDouble(),
        losses.size(),
        numbers,
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
  private static double lossBound(double loss, double lossFloat32) {
    return Math.max(1e-4, 4 * Math.abs(lossFloat32 / loss - 1));
  }

  /** What PyTorch made of everything that has a bound. */
  Map<String, float[]> pyTorch() throws IOException {
    var tensors = new LinkedHashMap<String, float[]>();
    for (String name : bounds.keySet()) {
      tensors.put(
          name,
          numbers.containsKey(name)
              ? new float[] {numbers.get(name).floatValue()}
              : file(name).floats());
    }
    return tensors;
  }

  /** Names of everything that is compared. */
  List<String> compared() {
    return Stream.concat(bounds.keySet().stream(), zeros.stream()).toList();
  }

  NpyArray file(String name) throws IOException {
    return NpyArray.read(folder.resolve(name + ".npy"));
  }
}
