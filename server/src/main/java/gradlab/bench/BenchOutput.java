package gradlab.bench;

import gradlab.bench.report.JsonLine;
import java.io.PrintWriter;

/** Data for programs on one stream, progress for people on the other. One thread. */
final class BenchOutput {
  private final PrintWriter data;
  private final PrintWriter people;
  private boolean lineOpen;

  BenchOutput(PrintWriter data, PrintWriter people) {
    this.data = data;
    this.people = people;
  }

  void line(JsonLine line) {
    data.println(line);
    data.flush();
  }

  /** On a line of its own, also where a measurement broke off in the middle of one. */
  void note(String text) {
    done();
    people.println("bench: " + text);
    people.flush();
  }

  /** Begins a line that {@link #tick()} goes on with and {@link #done()} ends. */
  void begin(String text) {
    done();
    people.print("bench: " + text + " ");
    people.flush();
    lineOpen = true;
  }

  void tick() {
    people.print(".");
    people.flush();
  }

  void done() {
    if (lineOpen) {
      people.println();
      people.flush();
      lineOpen = false;
    }
  }
}
