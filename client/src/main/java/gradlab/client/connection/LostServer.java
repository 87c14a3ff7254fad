package gradlab.client.connection;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** Which failures mean that the server is away and may come back. */
final class LostServer {
  private LostServer() {}

  static boolean is(StatusRuntimeException failure) {
    return failure.getStatus().getCode() == Status.Code.UNAVAILABLE && !TlsRefusals.is(failure);
  }

  /** A stream also ends as cancelled when its server shuts down; nobody else cancels ours. */
  static boolean brokeStream(StatusRuntimeException failure) {
    return is(failure) || failure.getStatus().getCode() == Status.Code.CANCELLED;
  }
}
