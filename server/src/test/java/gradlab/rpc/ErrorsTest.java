package gradlab.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import gradlab.domain.FieldViolation;
import gradlab.domain.GradlabException;
import gradlab.domain.GradlabException.BadDataset;
import gradlab.domain.GradlabException.InvalidRequest;
import gradlab.domain.GradlabException.LimitReached;
import gradlab.domain.GradlabException.NotFound;
import gradlab.domain.GradlabException.PermissionDenied;
import gradlab.domain.GradlabException.TooManyAttempts;
import gradlab.domain.GradlabException.Unauthenticated;
import gradlab.domain.GradlabException.WrongState;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorsTest {
  static Stream<Arguments> every() {
    return Stream.of(
        Arguments.of(
            new InvalidRequest(List.of(new FieldViolation("a.b", "is bad"))),
            Status.Code.INVALID_ARGUMENT,
            "INVALID_REQUEST"),
        Arguments.of(new NotFound("no"), Status.Code.NOT_FOUND, "NOT_FOUND"),
        Arguments.of(new WrongState("no"), Status.Code.FAILED_PRECONDITION, "WRONG_STATE"),
        Arguments.of(new LimitReached("no"), Status.Code.RESOURCE_EXHAUSTED, "LIMIT_REACHED"),
        Arguments.of(new BadDataset("no"), Status.Code.FAILED_PRECONDITION, "BAD_DATASET"),
        Arguments.of(new Unauthenticated("no"), Status.Code.UNAUTHENTICATED, "UNAUTHENTICATED"),
        Arguments.of(
            new PermissionDenied("no"), Status.Code.PERMISSION_DENIED, "PERMISSION_DENIED"),
        Arguments.of(
            new TooManyAttempts("no", Duration.ofSeconds(3)),
            Status.Code.RESOURCE_EXHAUSTED,
            "TOO_MANY_ATTEMPTS"));
  }

  @ParameterizedTest
  @MethodSource("every")
  void everyKindHasItsCodeAndReason(GradlabException error, Status.Code code, String reason)
      throws Exception {
    var thrown = Errors.toStatus(error);
    assertThat(thrown.getStatus().getCode()).isEqualTo(code);
    assertThat(thrown.getStatus().getDescription()).isEqualTo(error.getMessage());
    var info = StatusProto.fromThrowable(thrown).getDetails(0).unpack(ErrorInfo.class);
    assertThat(info.getReason()).isEqualTo(reason);
    assertThat(info.getDomain()).isEqualTo("gradlab");
  }

  @Test
  void tellsWhenToTryAgain() throws Exception {
    var thrown = Errors.toStatus(new TooManyAttempts("no", Duration.ofMillis(2_500)));
    var retry = StatusProto.fromThrowable(thrown).getDetails(1).unpack(RetryInfo.class);
    assertThat(retry.getRetryDelay().getSeconds()).isEqualTo(2);
    assertThat(retry.getRetryDelay().getNanos()).isEqualTo(500_000_000);
  }

  @Test
  void noKindIsForgotten() {
    assertThat(every()).hasSize(GradlabException.class.getPermittedSubclasses().length);
  }

  @Test
  void badFieldsAreListed() throws Exception {
    var thrown =
        Errors.toStatus(
            new InvalidRequest(
                List.of(new FieldViolation("x", "is 1"), new FieldViolation("y", "is 2"))));
    var fields = StatusProto.fromThrowable(thrown).getDetails(1).unpack(BadRequest.class);
    assertThat(fields.getFieldViolationsList())
        .extracting(v -> v.getField() + " " + v.getDescription())
        .containsExactly("x is 1", "y is 2");
  }

  /** gRPC's clients take 8 KiB of trailers and show what is longer as an error of their own. */
  @ParameterizedTest
  @ValueSource(strings = {"x", "漢", "😀", "%", "\u0001"})
  void anErrorIsNeverTooLargeForAClient(String letter) throws Exception {
    var violations =
        IntStream.range(0, 5_000)
            .mapToObj(i -> new FieldViolation("field[" + i + "]", letter.repeat(i % 700 + 80)))
            .toList();
    var thrown = Errors.toStatus(new InvalidRequest(violations));
    var status = StatusProto.fromThrowable(thrown);
    int message = URLEncoder.encode(status.getMessage(), StandardCharsets.UTF_8).length();
    assertThat(message + status.getSerializedSize() * 4 / 3).isBetween(1_000, 8_192 - 300);
    var fields = status.getDetails(1).unpack(BadRequest.class).getFieldViolationsList();
    assertThat(fields.get(0).getField()).isEqualTo("field[0]");
    assertThat(fields.get(fields.size() - 1).getDescription())
        .isEqualTo("and %,d more are wrong: correct these first", 5_000 - fields.size() + 1);
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(status.getMessage())).isTrue();
  }

  @Test
  void anUnexpectedErrorShowsAnIdAndNothingOfOurs() {
    var thrown =
        Errors.toStatus(new IllegalStateException("secret detail (expected in this test)"));
    assertThat(thrown.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
    assertThat(thrown.getStatus().getDescription())
        .matches(".*under [0-9a-f]{8}$")
        .doesNotContain("secret");
    assertThat(thrown.getStatus().getCause()).isNull();
  }
}
