package gradlab.rpc;

import gradlab.artifacts.ArtifactStore;
import gradlab.artifacts.Upload;
import gradlab.v1.UploadArtifactRequest;
import gradlab.v1.UploadArtifactResponse;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One UploadArtifact call. gRPC asks for the next message when the one before is on disk. */
final class ArtifactReceiver implements StreamObserver<UploadArtifactRequest> {
  private static final Logger LOGGER = LoggerFactory.getLogger(ArtifactReceiver.class);
  private static final int LONGEST_NAME = 100;

  private final ArtifactStore store;
  private final StreamObserver<UploadArtifactResponse> client;
  private Optional<Upload> upload = Optional.empty();
  private String sha256 = "";
  private boolean ended;

  ArtifactReceiver(ArtifactStore store, StreamObserver<UploadArtifactResponse> client) {
    this.store = store;
    this.client = client;
  }

  @Override
  public void onNext(UploadArtifactRequest message) {
    if (ended) {
      return; // the client had sent it before it heard that the call was refused
    }
    try {
      check(message);
      if (upload.isEmpty()) {
        upload = Optional.of(store.upload());
        upload.get().announce(message.getSizeBytes());
      }
      upload.get().write(message.getChunk().asReadOnlyByteBuffer());
      sha256 = message.getSha256();
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private void check(UploadArtifactRequest message) {
    var violations = new Violations();
    if (!sha256.isEmpty()) {
      violations.add("sha256", "was sent before the last message");
    }
    if (upload.isEmpty()) {
      violations.text("name", message.getName(), LONGEST_NAME);
      violations.atLeast("size_bytes", message.getSizeBytes(), 0);
    } else if (!message.getName().isEmpty() || message.getSizeBytes() != 0) {
      violations.add("name", "belongs, with size_bytes, to the first message only");
    }
    violations.range("chunk", message.getChunk().size(), 0, Artifacts.CHUNK_BYTES);
    violations.throwIfAny();
  }

  @Override
  public void onCompleted() {
    if (ended) {
      return;
    }
    try {
      var violations = new Violations();
      if (upload.isEmpty()) {
        violations.add("chunk", "there is no content");
      } else if (sha256.isEmpty()) {
        violations.add("sha256", "is missing in the last message");
      }
      violations.throwIfAny();
      String id = upload.orElseThrow().finish(sha256);
      end();
      client.onNext(UploadArtifactResponse.newBuilder().setArtifactId(id).build());
      client.onCompleted();
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  /** The client is gone. */
  @Override
  public void onError(Throwable broken) {
    LOGGER.debug("an upload broke off", broken);
    end();
  }

  private void fail(RuntimeException error) {
    end();
    client.onError(Errors.toStatus(error));
  }

  private void end() {
    ended = true;
    try {
      upload.ifPresent(Upload::close);
    } catch (RuntimeException e) {
      LOGGER.warn("what is left of an upload stays until the server's next start", e);
    }
  }
}
