package gradlab.network.blocks;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * Every block type there is: those that {@code META-INF/services/gradlab.network.blocks.BlockType}
 * names, one a line, here and in whatever else is on the class path.
 */
public final class BlockTypes {
  private static final List<BlockType> ALL =
      ServiceLoader.load(BlockType.class, BlockType.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

  private BlockTypes() {}

  /** The names users type, in the order in which they are registered. */
  public static List<String> names() {
    return ALL.stream().map(BlockType::name).toList();
  }

  /** The names of those that growth means something to. */
  public static List<String> growing() {
    return ALL.stream().filter(BlockType::grows).map(BlockType::name).toList();
  }

  /**
   * @throws IllegalArgumentException if there is no such block; the message lists those there are
   */
  public static BlockType byName(String name) {
    return ALL.stream()
        .filter(b -> b.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    names().stream()
                        .collect(
                            Collectors.joining(
                                ", ", "block: there is no '" + name + "'; there are ", ""))));
  }
}
