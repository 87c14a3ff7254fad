package gradlab.rpc;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import gradlab.domain.GradlabException;
import gradlab.domain.GradlabException.InvalidRequest;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where an exception becomes what a client sees. */
public final class Errors {
  /** The domain of every ErrorInfo. */
  public static final String DOMAIN = "gradlab";

  private static final Logger LOGGER = LoggerFactory.getLogger(Errors.class);

  private Errors() {}

  /** A google.rpc.Status with an ErrorInfo, and the bad fields where there are some. */
  public static StatusRuntimeException toStatus(Throwable error) {
    if (error instanceof GradlabException known) {
      return StatusProto.toStatusRuntimeException(status(known));
    }
    if (error instanceof StatusRuntimeException already) {
      return already;
    }
    if (error instanceof StatusException already) {
      return already.getStatus().asRuntimeException(already.getTrailers());
    }
    return StatusProto.toStatusRuntimeException(unexpected(error));
  }

  private static com.google.rpc.Status status(GradlabException error) {
    var status =
        com.google.rpc.Status.newBuilder()
            .setCode(codeOf(error).getNumber())
            .setMessage(ErrorSize.message(error.getMessage()))
            .addDetails(info(reasonOf(error)));
    if (error instanceof InvalidRequest invalid) {
      status.addDetails(Any.pack(ErrorSize.fields(invalid.violations())));
    } else if (error instanceof GradlabException.TooManyAttempts later) {
      var retry = RetryInfo.newBuilder();
      retry
          .getRetryDelayBuilder()
          .setSeconds(later.retryAfter().getSeconds())
          .setNanos(later.retryAfter().getNano());
      status.addDetails(Any.pack(retry.build()));
    }
    return status.build();
  }

  /** What a worker hears that does not keep to the protocol. */
  static StatusRuntimeException protocolBroken(String what) {
    return StatusProto.toStatusRuntimeException(
        com.google.rpc.Status.newBuilder()
            .setCode(Code.INVALID_ARGUMENT.getNumber())
            .setMessage(ErrorSize.message(String.valueOf(what)))
            .addDetails(info("INVALID_REQUEST"))
            .build());
  }

  private static Code codeOf(GradlabException error) {
    if (error instanceof InvalidRequest) {
      return Code.INVALID_ARGUMENT;
    } else if (error instanceof GradlabException.NotFound) {
      return Code.NOT_FOUND;
    } else if (error instanceof GradlabException.WrongState) {
      return Code.FAILED_PRECONDITION;
    } else if (error instanceof GradlabException.LimitReached) {
      return Code.RESOURCE_EXHAUSTED;
    } else if (error instanceof GradlabException.BadDataset) {
      return Code.FAILED_PRECONDITION;
    } else if (error instanceof GradlabException.Unauthenticated) {
      return Code.UNAUTHENTICATED;
    } else if (error instanceof GradlabException.PermissionDenied) {
      return Code.PERMISSION_DENIED;
    } else if (error instanceof GradlabException.TooManyAttempts) {
      return Code.RESOURCE_EXHAUSTED;
    }
    throw new AssertionError("an error without a code: " + error.getClass());
  }

  /** The class's name in capitals: INVALID_REQUEST, NOT_FOUND, BAD_DATASET. */
  private static String reasonOf(GradlabException error) {
    return error
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
        .toUpperCase(java.util.Locale.ROOT);
  }

  /** The client gets an id to tell us, never our insides. */
  private static com.google.rpc.Status unexpected(Throwable error) {
    String id = UUID.randomUUID().toString().substring(0, 8);
    LOGGER.error("unexpected error {}", id, error);
    return com.google.rpc.Status.newBuilder()
        .setCode(Code.INTERNAL.getNumber())
        .setMessage("the server failed in an unexpected way; its log has the details under " + id)
        .addDetails(info("INTERNAL"))
        .build();
  }

  private static Any info(String reason) {
    return Any.pack(ErrorInfo.newBuilder().setReason(reason).setDomain(DOMAIN).build());
  }
}
