package gradlab.weights;

import gradlab.network.NetworkDeclaration;
import gradlab.network.Parameter;
import gradlab.weights.format.BadWeightsException;
import gradlab.weights.format.SafetensorsWriter;
import gradlab.weights.format.TensorShape;
import gradlab.weights.format.WeightsFile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * An open file's tensors as the parameters of a network: every trained one is there, in its shape,
 * and nothing else. Running statistics may be absent.
 */
public final class NetworkWeights {
  private final WeightsFile file;
  private final Map<String, String> namesInFile;
  private final List<Parameter> present;
  private final List<Parameter> absent;

  private NetworkWeights(
      WeightsFile file,
      Map<String, String> namesInFile,
      List<Parameter> present,
      List<Parameter> absent) {
    this.file = file;
    this.namesInFile = namesInFile;
    this.present = List.copyOf(present);
    this.absent = List.copyOf(absent);
  }

  /** What is wrong with a file for a network; none where {@link #of} takes it. */
  public static Misfit misfit(WeightsFile file, NetworkDeclaration network) throws IOException {
    return misfit(file, ParameterNames.byOurs(file.names()), network);
  }

  private static Misfit misfit(
      WeightsFile file, Map<String, String> namesInFile, NetworkDeclaration network)
      throws IOException {
    var missing = new ArrayList<String>();
    var misshaped = new ArrayList<String>();
    var unexpected = new ArrayList<>(namesInFile.keySet());
    for (var p : network.parameters()) {
      unexpected.remove(p.name());
      if (!namesInFile.containsKey(p.name())) {
        if (p.trained()) {
          missing.add(p.name());
        }
        continue;
      }
      long[] shape = file.shape(namesInFile.get(p.name()));
      if (!Arrays.equals(shape, p.shape())) {
        misshaped.add(
            "%s is %s, must be %s"
                .formatted(p.name(), Arrays.toString(shape), Arrays.toString(p.shape())));
      }
    }
    return new Misfit(missing, unexpected, misshaped);
  }

  /**
   * @throws BadWeightsException if the file is damaged or does not fit; then every missing,
   *     unexpected and misshaped tensor is named
   */
  public static NetworkWeights of(WeightsFile file, NetworkDeclaration network) throws IOException {
    var namesInFile = ParameterNames.byOurs(file.names());
    var misfit = misfit(file, namesInFile, network);
    if (!misfit.isNone()) {
      throw new BadWeightsException(String.join("; ", misfit.sentences(Integer.MAX_VALUE)));
    }
    var present = new ArrayList<Parameter>();
    var absent = new ArrayList<Parameter>();
    for (var p : network.parameters()) {
      (namesInFile.containsKey(p.name()) ? present : absent).add(p);
    }
    return new NetworkWeights(file, namesInFile, present, absent);
  }

  /** Those with values, in the network's order. */
  public List<Parameter> present() {
    return present;
  }

  /** Running statistics without values. */
  public List<Parameter> absent() {
    return absent;
  }

  /**
   * The values of one that is {@link #present}, in C order.
   *
   * @throws BadWeightsException if they are damaged, or one is NaN or infinite in float32
   */
  public float[] values(Parameter p) throws IOException {
    float[] values = file.values(namesInFile.get(p.name()));
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new BadWeightsException(
            "'%s' holds %s as element %d (0-based, C order); every value must be a finite float32"
                .formatted(p.name(), values[i], i));
      }
    }
    return values;
  }

  /**
   * @throws BadWeightsException as {@link #values} has it
   */
  public void checkValues() throws IOException {
    for (var p : present) {
      values(p);
    }
  }

  /** Writes what is present as safetensors, under our names; the stream stays open. */
  public void write(OutputStream out) throws IOException {
    var shapes = present.stream().map(p -> new TensorShape(p.name(), p.shape())).toList();
    var writer = new SafetensorsWriter(out, Map.of("format", "pt"), shapes);
    for (var p : present) {
      writer.write(values(p));
    }
    writer.finish();
  }
}
