package gradlab.network.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** The block types that the tests with the tag "block" go through. */
public final class BlocksUnderTest {
  private BlocksUnderTest() {}

  /** All that are registered, or the one that -Dblock names. */
  public static List<String> names() {
    String only = System.getProperty("block", "");
    if (only.isEmpty()) {
      return BlockTypes.names();
    }
    assertThat(BlockTypes.names()).as("-Dblock").contains(only);
    return List.of(only);
  }
}
