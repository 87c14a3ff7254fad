package gradlab.bench.child;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What a child does: the other end of {@link Child}. */
@FunctionalInterface
public interface ChildWork {
  /** Does what a question asks for. */
  Fields answer(Fields question) throws InterruptedException;

  /** Answers questions until the input ends. */
  static void serve(InputStream questions, PrintStream answers, ChildWork work)
      throws IOException, InterruptedException {
    var in = new BufferedReader(new InputStreamReader(questions, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      Fields answer = work.answer(Fields.parse(line));
      answers.println(Child.ANSWER + answer.line());
      answers.flush();
    }
  }
}
