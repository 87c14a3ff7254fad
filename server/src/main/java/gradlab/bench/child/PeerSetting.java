package gradlab.bench.child;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How libtorch is set up.
 *
 * @param channelsLast activations and weights in channels-last order
 * @param jemalloc the allocator's library, to be loaded in place of glibc's
 */
public record PeerSetting(boolean channelsLast, Optional<Path> jemalloc) {
  /** As it comes. */
  public static final PeerSetting DEFAULT = new PeerSetting(false, Optional.empty());

  private static final List<Path> FOLDERS =
      List.of(
          Path.of("/usr/lib/x86_64-linux-gnu"),
          Path.of("/usr/lib/aarch64-linux-gnu"),
          Path.of("/usr/lib64"),
          Path.of("/usr/local/lib"),
          Path.of("/usr/lib"));

  /** The fastest that was found: channels-last, and jemalloc where it is installed. */
  public static PeerSetting best() {
    return new PeerSetting(true, findJemalloc(FOLDERS));
  }

  static Optional<Path> findJemalloc(List<Path> folders) {
    return folders.stream()
        .map(folder -> folder.resolve("libjemalloc.so.2"))
        .filter(Files::isReadable)
        .findFirst();
  }

  /** The word in the output. */
  public String id() {
    if (!channelsLast) {
      return "default";
    }
    return jemalloc.isPresent() ? "channels_last_jemalloc" : "channels_last";
  }
}
