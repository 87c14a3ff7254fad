package gradlab.compute;

import gradlab.compute.nd4j.Nd4jPath;
import gradlab.compute.onednn.OneDnnPath;
import gradlab.compute.onednn.UnsupportedOperation;
import gradlab.network.NetworkDeclaration;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the path that was chosen. */
public final class ComputePaths {
  private static final Logger LOGGER = LoggerFactory.getLogger(ComputePaths.class);

  private ComputePaths() {}

  /**
   * @param parameters views by name
   * @param gradients views by name, to be written
   * @throws UnsupportedOperation if oneDNN was asked for and cannot do it
   */
  public static ComputePath open(
      PathChoice choice,
      NetworkDeclaration declaration,
      Map<String, INDArray> parameters,
      Map<String, INDArray> gradients,
      DataType dataType) {
    return switch (choice) {
      case ONEDNN -> new OneDnnPath(declaration, parameters, gradients);
      case ND4J -> new Nd4jPath(declaration, parameters, gradients, dataType);
      case AUTO -> fastest(declaration, parameters, gradients, dataType);
    };
  }

  private static ComputePath fastest(
      NetworkDeclaration declaration,
      Map<String, INDArray> parameters,
      Map<String, INDArray> gradients,
      DataType dataType) {
    if (dataType == DataType.FLOAT) {
      try {
        return new OneDnnPath(declaration, parameters, gradients);
      } catch (UnsupportedOperation e) {
        LOGGER.warn("compute path nd4j, several times slower: {}", e.getMessage());
      }
    }
    return new Nd4jPath(declaration, parameters, gradients, dataType);
  }
}
