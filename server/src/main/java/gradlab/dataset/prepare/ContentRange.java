package gradlab.dataset.prepare;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of the answer to a Range request (RFC 9110, 14.4): bytes 5-9/10, or bytes &#42;/10
 * when there is no such range.
 *
 * @param first position of the first byte; -1 when there is none
 * @param total length of the whole file; 0 when not told
 */
record ContentRange(long first, long total) {
  private static final Pattern FORM =
      Pattern.compile("bytes (?:(\\d{1,18})-\\d{1,18}|\\*)/(?:(\\d{1,18})|\\*)");

  static Optional<ContentRange> parse(String header) {
    Matcher matcher = FORM.matcher(header.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(new ContentRange(number(matcher, 1, -1), number(matcher, 2, 0)));
  }

  private static long number(Matcher matcher, int group, long absent) {
    return matcher.group(group) == null ? absent : Long.parseLong(matcher.group(group));
  }
}
