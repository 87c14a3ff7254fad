package gradlab.rpc;

import com.google.protobuf.ByteString;
import gradlab.domain.Sha256;
import gradlab.v1.DownloadArtifactResponse;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Content on its way to a client, at the client's pace: a slow one holds no more than a chunk in
 * memory. gRPC never calls two of the handlers at the same time.
 */
final class ArtifactSender {
  private static final Logger LOGGER = LoggerFactory.getLogger(ArtifactSender.class);

  private final InputStream content;
  private final ServerCallStreamObserver<DownloadArtifactResponse> client;
  private final MessageDigest sha256 = Sha256.digest();
  private String checkpoint;
  private boolean ended;

  private ArtifactSender(
      InputStream content,
      String checkpoint,
      ServerCallStreamObserver<DownloadArtifactResponse> client) {
    this.content = content;
    this.checkpoint = checkpoint;
    this.client = client;
  }

  /**
   * Called in the call's own thread, before the service method returns.
   *
   * @param content closed when it is sent, or the client is gone
   * @param checkpoint what the content is from; empty where it is from none
   */
  static void send(
      InputStream content,
      String checkpoint,
      ServerCallStreamObserver<DownloadArtifactResponse> client) {
    var sender = new ArtifactSender(content, checkpoint, client);
    client.setOnReadyHandler(sender::sendWhileReady);
    client.setOnCancelHandler(sender::end);
  }

  private void sendWhileReady() {
    try {
      while (!ended && client.isReady()) {
        sendChunk();
      }
    } catch (IOException e) {
      end();
      client.onError(Errors.toStatus(new UncheckedIOException(e)));
    }
  }

  private void sendChunk() throws IOException {
    byte[] chunk = content.readNBytes(Artifacts.CHUNK_BYTES);
    sha256.update(chunk);
    var message =
        DownloadArtifactResponse.newBuilder()
            .setChunk(ByteString.copyFrom(chunk))
            .setCheckpoint(checkpoint);
    checkpoint = ""; // in the first message only
    if (chunk.length == Artifacts.CHUNK_BYTES) {
      client.onNext(message.build());
      return;
    }
    client.onNext(message.setSha256(Sha256.hex(sha256)).build());
    end();
    client.onCompleted();
  }

  private void end() {
    ended = true;
    try {
      content.close();
    } catch (IOException e) {
      LOGGER.warn("a file that was sent cannot be closed", e);
    }
  }
}
