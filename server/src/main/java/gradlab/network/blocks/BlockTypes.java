package gradlab.network.blocks;

import java.util.List;
import java.util.stream.Collectors;

/** Every block type there is: a new one is a class beside this and a line here. */
public final class BlockTypes {
  private static final List<BlockType> ALL =
      List.of(
          new Plain(),
          new BatchNormed(),
          new Residual(),
          new BatchNormedResidual(),
          new Dense(),
          new Empty());

  private BlockTypes() {}

  /** The names users type, in the order of the documentation. */
  public static List<String> names() {
    return ALL.stream().map(BlockType::name).toList();
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
