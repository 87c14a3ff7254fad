package gradlab.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import gradlab.v1.DownloadArtifactResponse;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactSenderTest {
  private static final int MIB = Artifacts.CHUNK_BYTES;

  /** A client that takes so many messages, then is not ready until it is asked to go on. */
  private static final class Reader extends ServerCallStreamObserver<DownloadArtifactResponse> {
    private final List<DownloadArtifactResponse> received = new ArrayList<>();
    private final List<Throwable> errors = new ArrayList<>();
    private int takes;
    private boolean completed;
    private Runnable onReady;
    private Runnable onCancel;

    void take(int messages) {
      takes = messages;
      onReady.run();
    }

    @Override
    public boolean isReady() {
      return takes > 0;
    }

    @Override
    public void onNext(DownloadArtifactResponse message) {
      assertThat(takes).as("sent to a reader that is not ready").isPositive();
      takes--;
      received.add(message);
    }

    @Override
    public void onError(Throwable error) {
      errors.add(error);
    }

    @Override
    public void onCompleted() {
      completed = true;
    }

    @Override
    public void setOnReadyHandler(Runnable handler) {
      onReady = handler;
    }

    @Override
    public void setOnCancelHandler(Runnable handler) {
      onCancel = handler;
    }

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public void setCompression(String compression) {}

    @Override
    public void disableAutoInboundFlowControl() {}

    @Override
    public void request(int count) {}

    @Override
    public void setMessageCompression(boolean enable) {}
  }

  private static final class Content extends ByteArrayInputStream {
    private boolean closed;

    Content(byte[] bytes) {
      super(bytes);
    }

    int left() {
      return count - pos;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static byte[] random(int length) {
    var bytes = new byte[length];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, MIB - 1, MIB, MIB + 1, 3 * MIB})
  void contentComesWholeInChunksAtTheReadersPace(int length) throws Exception {
    byte[] bytes = random(length);
    var content = new Content(bytes);
    var reader = new Reader();
    ArtifactSender.send(content, "epoch-0001", reader);
    assertThat(content.left()).isEqualTo(length); // nothing before the reader is ready
    while (!reader.completed) {
      int before = reader.received.size();
      reader.take(1);
      assertThat(reader.received).hasSize(before + 1);
      assertThat(content.left()).isEqualTo(Math.max(0, length - (before + 1) * MIB));
    }
    var whole = ByteString.empty();
    for (var message : reader.received) {
      assertThat(message.getChunk().size()).isLessThanOrEqualTo(MIB);
      whole = whole.concat(message.getChunk());
    }
    assertThat(whole.toByteArray()).isEqualTo(bytes);
    int last = reader.received.size() - 1;
    assertThat(reader.received.get(last).getSha256())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    assertThat(reader.received.subList(0, last)).allMatch(m -> m.getSha256().isEmpty());
    assertThat(reader.received.get(0).getCheckpoint()).isEqualTo("epoch-0001");
    assertThat(reader.received.subList(1, last + 1)).allMatch(m -> m.getCheckpoint().isEmpty());
    assertThat(content.closed).isTrue();
  }

  @Test
  void aReaderThatIsGoneEndsIt() {
    var content = new Content(random(3 * MIB));
    var reader = new Reader();
    ArtifactSender.send(content, "", reader);
    reader.take(1);
    reader.onCancel.run();
    assertThat(content.closed).isTrue();
    reader.take(1);
    assertThat(reader.received).hasSize(1);
  }

  @Test
  void contentThatCannotBeReadIsAnError() {
    var reader = new Reader();
    ArtifactSender.send(
        new java.io.InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("bad sector");
          }
        },
        "",
        reader);
    reader.take(1);
    assertThat(reader.received).isEmpty();
    assertThat(reader.errors).singleElement().isInstanceOf(StatusRuntimeException.class);
  }
}
