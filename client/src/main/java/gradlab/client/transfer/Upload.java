package gradlab.client.transfer;

import gradlab.client.connection.Connection;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** A file, from here to the server. */
public final class Upload {
  /** 64 MiB at a slow line's 200 kB/s. */
  private static final long DEADLINE_MINUTES = 6;

  private static final int LONGEST_NAME = 100;

  private final Connection connection;

  public Upload(Connection connection) {
    this.connection = connection;
  }

  /**
   * Sends the content. May be done again: the same content has the same id.
   *
   * @param sent takes the bytes that are on their way so far
   * @return the artifact's id
   * @throws io.grpc.StatusRuntimeException if the server refuses it
   */
  public String send(WeightsSource source, LongConsumer sent) throws InterruptedException {
    String name = source.path().toAbsolutePath().getFileName().toString();
    var out =
        new UploadStream(
            name.replaceAll("\\p{Cntrl}", "?").substring(0, Math.min(LONGEST_NAME, name.length())),
            source.isDirectory() ? 0 : source.bytes(),
            sent);
    connection
        .trainingStream()
        .withDeadlineAfter(DEADLINE_MINUTES, TimeUnit.MINUTES)
        .uploadArtifact(out.observer());
    try {
      source.writeTo(out);
      return out.finish();
    } catch (InterruptedIOException e) {
      throw new InterruptedException("the upload was interrupted");
    } catch (IOException e) {
      throw WeightsSource.unreadable(source.path(), e);
    } finally {
      out.close();
    }
  }
}
