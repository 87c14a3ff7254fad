package gradlab.rpc;

import com.google.rpc.BadRequest;
import gradlab.domain.FieldViolation;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Keeps an error small: gRPC's clients take 8 KiB of trailers, and show what is longer as an error
 * of their own. The message is among them twice, percent-encoded and in the details, and these are
 * in Base64: 1,600 + 4 / 3 x (1,600 + 2,400) bytes, and a rest for names and codes.
 */
final class ErrorSize {
  private static final int MOST_MESSAGE_BYTES = 1_600;
  private static final int MOST_FIELDS_BYTES = 2_400;
  private static final int LONGEST_DESCRIPTION = 600;
  private static final String CUT = "...";

  private ErrorSize() {}

  /** The message, cut where it is too long. */
  static String message(String whole) {
    int bytes = 0;
    for (int at = 0; at < whole.length(); ) {
      int c = whole.codePointAt(at);
      bytes += encodedBytes(c);
      if (bytes > MOST_MESSAGE_BYTES - CUT.length()) {
        return whole.substring(0, at) + CUT;
      }
      at += Character.charCount(c);
    }
    return whole;
  }

  /** As RFC 3986 has it: what is no printable ASCII takes three bytes for each of its own. */
  private static int encodedBytes(int c) {
    boolean plain = c >= ' ' && c <= '~' && c != '%';
    return plain ? 1 : 3 * Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
  }

  /** As many of the fields as there is room for; the last then says how many are missing. */
  static BadRequest fields(List<FieldViolation> violations) {
    var fields = BadRequest.newBuilder();
    int bytes = 0;
    for (var violation : violations) {
      var next =
          BadRequest.FieldViolation.newBuilder()
              .setField(violation.field())
              .setDescription(cut(violation.description()))
              .build();
      bytes += next.getSerializedSize();
      if (bytes > MOST_FIELDS_BYTES && fields.getFieldViolationsCount() > 0) {
        int more = violations.size() - fields.getFieldViolationsCount();
        fields
            .addFieldViolationsBuilder()
            .setField(violation.field())
            .setDescription("and %,d more are wrong: correct these first".formatted(more));
        break;
      }
      fields.addFieldViolations(next);
    }
    return fields.build();
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_DESCRIPTION
        ? text
        : start(text, LONGEST_DESCRIPTION - CUT.length()) + CUT;
  }

  /** Its first characters, never half of one: protobuf would write a stack trace into our log. */
  static String start(String text, int length) {
    boolean splits = Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, splits ? length - 1 : length);
  }
}
