package gradlab.rpc;

import io.grpc.Attributes;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.SecurityLevel;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/**
 * A call with its requests in another form; to its handler it is cancelled once it is refused. What
 * it says at its end is kept small.
 */
final class ReadableCall<Q, A> extends ServerCall<Q, A> {
  private final ServerCall<?, A> call;
  private final MethodDescriptor<Q, A> method;
  private volatile boolean refused;

  ReadableCall(ServerCall<?, A> call, MethodDescriptor<Q, A> method) {
    this.call = call;
    this.method = method;
  }

  /** Ends it before the handler does. */
  void refuse(StatusRuntimeException error) {
    refused = true;
    var trailers = error.getTrailers() == null ? new Metadata() : error.getTrailers();
    call.close(error.getStatus(), trailers);
  }

  boolean isRefused() {
    return refused;
  }

  @Override
  public void request(int messages) {
    call.request(messages);
  }

  @Override
  public void sendHeaders(Metadata headers) {
    if (!refused) {
      call.sendHeaders(headers);
    }
  }

  @Override
  public void sendMessage(A message) {
    if (!refused) {
      call.sendMessage(message);
    }
  }

  @Override
  public boolean isReady() {
    return !refused && call.isReady();
  }

  @Override
  public void close(Status status, Metadata trailers) {
    if (!refused) {
      String said = status.getDescription();
      // services that are not ours (health) repeat what they were asked, whatever its length
      call.close(said == null ? status : status.withDescription(ErrorSize.message(said)), trailers);
    }
  }

  @Override
  public boolean isCancelled() {
    return refused || call.isCancelled();
  }

  @Override
  public void setMessageCompression(boolean enabled) {
    call.setMessageCompression(enabled);
  }

  @Override
  public void setCompression(String compressor) {
    call.setCompression(compressor);
  }

  @Override
  public void setOnReadyThreshold(int bytes) {
    call.setOnReadyThreshold(bytes);
  }

  @Override
  public SecurityLevel getSecurityLevel() {
    return call.getSecurityLevel();
  }

  @Override
  public Attributes getAttributes() {
    return call.getAttributes();
  }

  @Override
  public String getAuthority() {
    return call.getAuthority();
  }

  @Override
  public MethodDescriptor<Q, A> getMethodDescriptor() {
    return method;
  }
}
