package gradlab.artifacts;

import gradlab.domain.FieldViolation;
import gradlab.domain.GradlabException.InvalidRequest;
import gradlab.domain.GradlabException.LimitReached;
import gradlab.domain.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;

/** A file on its way in. Nothing is left of one that is closed before it is finished. */
public final class Upload implements AutoCloseable {
  private final ArtifactStore store;
  private final Path partial;
  private final FileChannel channel;
  private final MessageDigest sha256 = Sha256.digest();
  private long bytes;
  private boolean closed;

  Upload(ArtifactStore store, Path partial, FileChannel channel) {
    this.store = store;
    this.partial = partial;
    this.channel = channel;
  }

  /** LimitReached where a file of so many bytes is not taken. */
  public void announce(long totalBytes) {
    long most = store.limits().mostBytes();
    if (totalBytes > most) {
      throw new LimitReached(
          "the file has %,d bytes or more; this server takes at most %,d"
              .formatted(totalBytes, most));
    }
  }

  /** The next part of the content. LimitReached where it is too much, or the disk is full. */
  public void write(ByteBuffer part) {
    announce(bytes + part.remaining());
    bytes += part.remaining();
    sha256.update(part.duplicate());
    try {
      while (part.hasRemaining()) {
        channel.write(part);
      }
    } catch (IOException e) {
      throw ArtifactStore.notWritten(e);
    }
  }

  /**
   * Ends the content; it is durable when this returns.
   *
   * @param expected sha256 of the whole, hexadecimal
   * @return the artifact's id
   * @throws InvalidRequest if there is no content, or another than was sent
   */
  public String finish(String expected) {
    if (bytes == 0) {
      throw invalid("chunk", "the file is empty");
    }
    String actual = Sha256.hex(sha256);
    if (!actual.equalsIgnoreCase(expected)) {
      throw invalid(
          "sha256",
          "what arrived has the sha256 %s: it was damaged on its way, send it again"
              .formatted(actual));
    }
    try {
      channel.force(true);
      channel.close();
      store.keep(partial, actual);
    } catch (IOException e) {
      throw ArtifactStore.notWritten(e);
    }
    return actual;
  }

  private static InvalidRequest invalid(String field, String description) {
    return new InvalidRequest(List.of(new FieldViolation(field, description)));
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      channel.close();
      Files.deleteIfExists(partial); // not there where it was finished
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + partial, e);
    } finally {
      store.transferEnded();
    }
  }
}
