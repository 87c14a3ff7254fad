package gradlab.client.connection;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.trust.Login;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.ArrayList;
import java.util.List;

/**
 * What a failed call means to the user. Decided by the status code and the details of
 * google.rpc.Status, never by the text of a message.
 */
public final class Refusals {
  private Refusals() {}

  public static Failure failure(StatusRuntimeException refused, Address server, Login login) {
    return (login.isPlain()
            ? TlsRefusals.notLoggedIn(refused, server)
            : TlsRefusals.failure(refused, server))
        .orElseGet(() -> answered(refused, server));
  }

  private static Failure answered(StatusRuntimeException refused, Address server) {
    Status.Code code = refused.getStatus().getCode();
    List<String> details = new ArrayList<>();
    String reason = "";
    var status = StatusProto.fromThrowable(refused);
    if (status != null) {
      for (Any any : status.getDetailsList()) {
        details.addAll(violations(any));
        reason = reason.isEmpty() ? reason(any) : reason;
      }
    }
    return new Failure(
            exitCode(code),
            message(refused, server, details.size())
                + (reason.isEmpty() ? "" : " [" + reason + "]"),
            details,
            next(code, server))
        .causedBy(refused);
  }

  private static ExitCode exitCode(Status.Code code) {
    return switch (code) {
      case OK -> ExitCode.DONE;
      case NOT_FOUND -> ExitCode.NO_SUCH_RUN;
      case UNAVAILABLE, DEADLINE_EXCEEDED -> ExitCode.UNREACHABLE;
      case CANCELLED ->
          Thread.currentThread().isInterrupted() ? ExitCode.INTERRUPTED : ExitCode.UNREACHABLE;
      case INVALID_ARGUMENT,
          OUT_OF_RANGE,
          FAILED_PRECONDITION,
          ALREADY_EXISTS,
          ABORTED,
          PERMISSION_DENIED,
          UNAUTHENTICATED,
          RESOURCE_EXHAUSTED,
          UNIMPLEMENTED,
          INTERNAL,
          DATA_LOSS,
          UNKNOWN ->
          ExitCode.REFUSED;
    };
  }

  private static String message(StatusRuntimeException refused, Address server, int violations) {
    Status status = refused.getStatus();
    String said = status.getDescription() == null ? "" : status.getDescription();
    return switch (status.getCode()) {
      case UNAVAILABLE -> "no gradlab server at " + server + ": " + rootCause(refused, said);
      case DEADLINE_EXCEEDED -> "the server at " + server + " did not answer in time";
      case CANCELLED -> "the call was cancelled";
      case INVALID_ARGUMENT, OUT_OF_RANGE ->
          violations == 0
              ? "the server refused a value: " + said
              : "the server refused "
                  + (violations == 1 ? "a bad field:" : violations + " bad fields:");
      case NOT_FOUND, FAILED_PRECONDITION, ALREADY_EXISTS, ABORTED, RESOURCE_EXHAUSTED, DATA_LOSS ->
          said;
      case UNIMPLEMENTED -> "this server cannot do that: " + said;
      case PERMISSION_DENIED, UNAUTHENTICATED -> "not allowed: " + said;
      case OK, INTERNAL, UNKNOWN ->
          "the server failed (" + status.getCode() + ")" + (said.isEmpty() ? "" : ": " + said);
    };
  }

  private static String next(Status.Code code, Address server) {
    return switch (code) {
      case UNAVAILABLE ->
          "start one with `gradlab server`, or name another with --server HOST:PORT or"
              + " GRADLAB_SERVER";
      case DEADLINE_EXCEEDED -> "look at the server's log, then try again";
      case NOT_FOUND -> "`gradlab runs` lists the runs";
      case UNIMPLEMENTED -> "`gradlab info` shows the server's version";
      case UNAUTHENTICATED -> "`gradlab login " + server + "` with a valid token";
      case INVALID_ARGUMENT, OUT_OF_RANGE -> "correct the values and try again";
      case INTERNAL, UNKNOWN -> "look at the server's log; --debug shows the call's stack trace";
      case OK,
          CANCELLED,
          FAILED_PRECONDITION,
          ALREADY_EXISTS,
          ABORTED,
          RESOURCE_EXHAUSTED,
          DATA_LOSS,
          PERMISSION_DENIED ->
          "";
    };
  }

  private static String rootCause(Throwable failure, String said) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    boolean informative = cause != failure && cause.getMessage() != null;
    return informative ? cause.getMessage() : said;
  }

  private static List<String> violations(Any any) {
    return unpack(any, BadRequest.class).stream()
        .flatMap(bad -> bad.getFieldViolationsList().stream())
        .map(v -> v.getField() + ": " + v.getDescription())
        .toList();
  }

  private static String reason(Any any) {
    return unpack(any, ErrorInfo.class).stream().map(ErrorInfo::getReason).findFirst().orElse("");
  }

  private static <M extends com.google.protobuf.Message> List<M> unpack(Any any, Class<M> type) {
    if (!any.is(type)) {
      return List.of();
    }
    try {
      return List.of(any.unpack(type));
    } catch (InvalidProtocolBufferException damaged) {
      throw new IllegalStateException("the server sent a damaged " + type.getSimpleName(), damaged);
    }
  }
}
