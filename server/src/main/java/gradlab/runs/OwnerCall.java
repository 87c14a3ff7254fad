package gradlab.runs;

import gradlab.domain.GradlabException.LimitReached;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what a run's owner answers. */
final class OwnerCall {
  /** An owner may wait for a slow disk or a killed process. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private OwnerCall() {}

  /** What the owner throws is thrown here; LimitReached where it does not answer. */
  static <T> T await(CompletableFuture<T> answer) {
    try {
      return answer.orTimeout(LONGEST.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof TimeoutException) {
        throw new LimitReached(
            "the run did not answer within %d s; the request may still take effect: look at the run"
                .formatted(LONGEST.toSeconds()));
      }
      throw e;
    }
  }
}
