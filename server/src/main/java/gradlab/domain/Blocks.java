package gradlab.domain;

import java.util.List;

/**
 * The block types users can name; a test holds this together with the classes that declare them.
 */
public final class Blocks {
  public static final List<String> NAMES =
      List.of("plain", "bn", "residual", "bn_residual", "dense", "empty");

  private Blocks() {}
}
