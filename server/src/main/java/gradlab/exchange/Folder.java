package gradlab.exchange;

import java.io.IOException;
import java.io.OutputStream;

/** Where an export puts its files. */
public interface Folder {
  /**
   * @param path of a file in the folder, its parts separated by /
   */
  void file(String path, Content content) throws IOException;

  /** What goes into a file. */
  @FunctionalInterface
  interface Content {
    /** Leaves the stream open. */
    void write(OutputStream out) throws IOException;
  }
}
