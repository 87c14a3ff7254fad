package gradlab.store;

import gradlab.domain.FieldViolation;
import gradlab.domain.GradlabException;
import gradlab.domain.RunId;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a list of runs goes on: behind the run with this creation time and id. */
record PageToken(long createNanos, RunId id) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,19})\\.([a-z0-9][a-z0-9-]{0,63})");

  static PageToken after(RunView view) {
    return new PageToken(nanos(view.createTime()), view.id());
  }

  /** Since 1970; enough until the year 2262. */
  static long nanos(Instant time) {
    return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
  }

  /** InvalidRequest for what this server did not give out. */
  static PageToken parse(String token) {
    Matcher m = FORM.matcher(token);
    if (!m.matches()) {
      throw notOurs();
    }
    try {
      return new PageToken(Long.parseLong(m.group(1)), RunId.of(m.group(2)));
    } catch (NumberFormatException e) { // 19 digits may be beyond a long
      throw notOurs();
    }
  }

  private static GradlabException notOurs() {
    return new GradlabException.InvalidRequest(
        List.of(
            new FieldViolation(
                "page_token", "not a token of this server; leave it empty to begin anew")));
  }

  @Override
  public String toString() {
    return createNanos + "." + id;
  }
}
