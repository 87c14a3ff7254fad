package gradlab.client.transfer;

import com.google.protobuf.ByteString;
import gradlab.v1.UploadArtifactRequest;
import gradlab.v1.UploadArtifactResponse;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;

/**
 * Content cut into messages. Writing waits while the server is not ready, so no more than a message
 * is held; it throws what the server answers instead, a StatusRuntimeException. The call's deadline
 * ends every wait.
 */
final class UploadStream extends OutputStream {
  private static final int CHUNK_BYTES = 1 << 20;

  private final Answer answer = new Answer();
  private final LongConsumer sent;
  private final MessageDigest sha256 = Sha256.digest();
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
  private final UploadArtifactRequest.Builder first;
  private boolean begun;
  private long bytes;

  /**
   * @param sizeBytes of the whole content; 0: not known
   */
  UploadStream(String name, long sizeBytes, LongConsumer sent) {
    this.first = UploadArtifactRequest.newBuilder().setName(name).setSizeBytes(sizeBytes);
    this.sent = sent;
  }

  /** Takes the server's answer; the call is to be started with it before the first byte. */
  ClientResponseObserver<UploadArtifactRequest, UploadArtifactResponse> observer() {
    return answer;
  }

  @Override
  public void write(int oneByte) throws InterruptedIOException {
    write(new byte[] {(byte) oneByte}, 0, 1);
  }

  @Override
  public void write(byte[] content, int from, int length) throws InterruptedIOException {
    int at = from;
    while (at < from + length) {
      if (!chunk.hasRemaining()) {
        send("");
      }
      int part = Math.min(chunk.remaining(), from + length - at);
      chunk.put(content, at, part);
      at += part;
    }
  }

  /** Sends the rest; the artifact's id. */
  String finish() throws InterruptedIOException {
    sha256.update(chunk.array(), 0, chunk.position());
    send(Sha256.hex(sha256));
    answer.call().onCompleted();
    return answer.await().getArtifactId();
  }

  /**
   * @param whole sha256 of the whole content, if this is the last message
   */
  private void send(String whole) throws InterruptedIOException {
    if (whole.isEmpty()) {
      sha256.update(chunk.array(), 0, chunk.position());
    }
    var message = begun ? UploadArtifactRequest.newBuilder() : first;
    begun = true;
    message.setChunk(ByteString.copyFrom(chunk.flip())).setSha256(whole);
    bytes += chunk.limit();
    chunk.clear();
    answer.awaitReady();
    answer.call().onNext(message.build());
    sent.accept(bytes);
  }

  /** Breaks the call off, if it is not over. */
  @Override
  public void close() {
    answer.cancel();
  }

  /** What comes back; guarded by its own lock, on which the writer waits. */
  private static final class Answer
      implements ClientResponseObserver<UploadArtifactRequest, UploadArtifactResponse> {
    private ClientCallStreamObserver<UploadArtifactRequest> call;
    private Optional<UploadArtifactResponse> response = Optional.empty();
    private Optional<Throwable> failure = Optional.empty();
    private boolean over;

    @Override
    public synchronized void beforeStart(ClientCallStreamObserver<UploadArtifactRequest> started) {
      call = started;
      call.setOnReadyHandler(this::wake);
    }

    private synchronized void wake() {
      notifyAll();
    }

    synchronized ClientCallStreamObserver<UploadArtifactRequest> call() {
      return call;
    }

    @Override
    public synchronized void onNext(UploadArtifactResponse arrived) {
      response = Optional.of(arrived);
    }

    @Override
    public synchronized void onError(Throwable broken) {
      failure = Optional.of(broken);
      over = true;
      notifyAll();
    }

    @Override
    public synchronized void onCompleted() {
      over = true;
      notifyAll();
    }

    synchronized void awaitReady() throws InterruptedIOException {
      while (!over && !call.isReady()) {
        pause();
      }
      throwIfFailed();
    }

    synchronized UploadArtifactResponse await() throws InterruptedIOException {
      while (!over) {
        pause();
      }
      throwIfFailed();
      return response.orElseThrow(() -> new IllegalStateException("an answer without content"));
    }

    private void throwIfFailed() {
      if (failure.isPresent()) {
        throw (StatusRuntimeException) failure.get(); // gRPC's stubs know no other
      }
    }

    private void pause() throws InterruptedIOException {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException();
      }
    }

    synchronized void cancel() {
      if (!over) {
        call.cancel("broken off", new CancellationException());
      }
    }
  }
}
