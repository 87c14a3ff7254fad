package gradlab.stress.fuzz;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a client may be told when its call fails. */
final class ErrorRules {
  /** gRPC's clients take 8 KiB of trailers: what is longer becomes INTERNAL at the client. */
  private static final int LONGEST_MESSAGE = 4_000;

  /** Says nothing to a user but that something broke, or hangs. */
  private static final Set<Status.Code> NEVER =
      Set.of(
          Status.Code.INTERNAL,
          Status.Code.UNKNOWN,
          Status.Code.DATA_LOSS,
          Status.Code.DEADLINE_EXCEEDED,
          Status.Code.UNAVAILABLE);

  private static final Pattern INSIDES =
      Pattern.compile(
          "\\tat |Exception|\\b(java|javax|sun|io\\.grpc|com\\.google|org\\.[a-z]+|gradlab\\.[a-z]+)\\.[a-zA-Z]+[.(]"
              + "|\\.java:\\d");

  private ErrorRules() {}

  /** What is wrong with how a call ended; empty where nothing is. */
  static Optional<String> broken(ApiMethod method, Exchange exchange) {
    var status = exchange.status();
    if (status.isOk() || exchange.cancelled()) {
      return exchange.answers().stream().flatMap(a -> unreadable(method, a).stream()).findFirst();
    }
    if (NEVER.contains(status.getCode())) {
      return Optional.of("ended with " + status);
    }
    String message = Optional.ofNullable(status.getDescription()).orElse("");
    if (message.isBlank()) {
      return Optional.of(status.getCode() + " without a word");
    }
    if (message.length() > LONGEST_MESSAGE) {
      return Optional.of(
          "an error of %d characters: %s..."
              .formatted(message.length(), message.substring(0, 200)));
    }
    if (INSIDES.matcher(message).find()) {
      return Optional.of("an error that shows the server's insides: " + message);
    }
    return method.name().startsWith("gradlab.") ? withoutInfo(exchange) : Optional.empty();
  }

  /** gRPC itself refuses what is too large and what does not exist, without details. */
  private static Optional<String> withoutInfo(Exchange exchange) {
    var code = exchange.status().getCode();
    if (code == Status.Code.RESOURCE_EXHAUSTED || code == Status.Code.UNAUTHENTICATED) {
      return Optional.empty();
    }
    var details = StatusProto.fromStatusAndTrailers(exchange.status(), exchange.trailers());
    boolean has =
        details != null && details.getDetailsList().stream().anyMatch(d -> d.is(ErrorInfo.class));
    return has ? Optional.empty() : Optional.of("no ErrorInfo with " + exchange.status());
  }

  private static Optional<String> unreadable(ApiMethod method, byte[] answer) {
    try {
      com.google.protobuf.DynamicMessage.parseFrom(method.response(), answer);
      return Optional.empty();
    } catch (InvalidProtocolBufferException e) {
      return Optional.of("an answer that is no " + method.response().getName());
    }
  }
}
