package gradlab.domain;

import java.util.List;

/** The block types users can name. A new block type adds its name here. */
public final class Blocks {
  /** The course's conv_block and empty_block. */
  public static final List<String> NAMES = List.of("plain", "empty");

  /**
   * Part of the API, but no worker can build them yet. A name moves from here to {@link #NAMES}.
   */
  public static final List<String> COMING = List.of("bn", "residual", "bn_residual", "dense");

  private Blocks() {}
}
