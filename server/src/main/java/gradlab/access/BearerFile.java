package gradlab.access;

import gradlab.domain.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The token of the metrics page: what Prometheus has as {@code authorization: credentials_file}. It
 * is read anew for each request, as Prometheus does, so that it can be changed on both sides.
 */
public record BearerFile(Path path) {
  /** Of 16 random characters nobody guesses enough. */
  static final int FEWEST_CHARACTERS = 16;

  private static final Set<PosixFilePermission> MODES =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE,
          PosixFilePermission.GROUP_READ);

  private static final Logger LOGGER = LoggerFactory.getLogger(BearerFile.class);
  private static final String SCHEME = "Bearer ";

  /**
   * Checks that it can be used.
   *
   * @throws IOException if it cannot, with what to do
   */
  public void check() throws IOException {
    if (read().length() < FEWEST_CHARACTERS) {
      throw new IOException(
          "%s must hold a token of %d characters or more, such as `openssl rand -hex 32` writes"
              .formatted(path, FEWEST_CHARACTERS));
    }
    if (isOpenToAll(path)) {
      LOGGER.warn(
          "{} can be read or changed by others: chmod 600 it, or 640 for Prometheus' group", path);
    }
  }

  /** A group may read it: Prometheus is another user, and has the file through its group. */
  static boolean isOpenToAll(Path file) throws IOException {
    return !MODES.containsAll(Files.getPosixFilePermissions(file));
  }

  /**
   * Takes the same time whichever part of the token is wrong.
   *
   * @param header the request's Authorization
   */
  public boolean admits(Optional<String> header) {
    String expected;
    try {
      expected = read();
    } catch (IOException e) {
      LOGGER.warn("the metrics page is closed: {} cannot be read: {}", path, e.toString());
      return false;
    }
    if (expected.length() < FEWEST_CHARACTERS) {
      LOGGER.warn("the metrics page is closed: {} holds no token", path);
      return false;
    }
    String given =
        header.filter(h -> h.startsWith(SCHEME)).map(h -> h.substring(SCHEME.length())).orElse("");
    // the hashes are of one length, so that not even the token's length can be measured
    return MessageDigest.isEqual(hash(expected), hash(given.strip()));
  }

  private String read() throws IOException {
    return Files.readString(path).strip();
  }

  private static byte[] hash(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).getBytes(StandardCharsets.US_ASCII);
  }
}
