package gradlab.store;

import java.io.IOException;
import java.io.OutputStream;

/** The weights that a new run starts from. */
@FunctionalInterface
public interface InitialWeights {
  /** Writes them in the form that workers read. */
  void write(OutputStream out) throws IOException;
}
