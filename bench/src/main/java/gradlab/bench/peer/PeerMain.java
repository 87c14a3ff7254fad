package gradlab.bench.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The process that is measured on libtorch's side: answers the questions of {@code gradlab bench},
 * one line each, until its input ends.
 *
 * <ul>
 *   <li>do=open block stages blocks_per_stage filters classes batch threads channels_last. Answer:
 *       jemalloc, whether it is loaded
 *   <li>do=steps mode warmup steps limit_ms. Answer: step_ns of each step, rss_kb, hwm_kb
 * </ul>
 */
public final class PeerMain {
  private Optional<Peer> peer = Optional.empty();

  private PeerMain() {}

  public static void main(String[] args) throws IOException {
    var answers = System.out;
    System.setOut(System.err); // what libraries print is no answer
    var main = new PeerMain();
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      answers.println("answer " + main.answer(Question.parse(line)));
      answers.flush();
    }
  }

  private String answer(Question question) {
    return switch (question.text("do")) {
      case "open" -> {
        peer = Optional.of(new Peer(question));
        yield "jemalloc=" + Memory.hasJemalloc();
      }
      case "steps" -> {
        String nanos =
            peer.orElseThrow(() -> new IllegalStateException("no network is open")).steps(question);
        yield "step_ns=%s rss_kb=%d hwm_kb=%d"
            .formatted(nanos, Memory.kib("VmRSS"), Memory.kib("VmHWM"));
      }
      default -> throw new IllegalArgumentException("no such question: " + question);
    };
  }
}
