package gradlab.bench;

import gradlab.bench.report.JsonLine;
import java.io.PrintWriter;

/** Data for programs on one stream, progress for people on the other. */
record BenchOutput(PrintWriter data, PrintWriter people) {
  void line(JsonLine line) {
    data.println(line);
    data.flush();
  }

  void note(String text) {
    people.println("bench: " + text);
    people.flush();
  }

  /** Begins a line that {@link #tick()} goes on with and {@link #done()} ends. */
  void begin(String text) {
    people.print("bench: " + text + " ");
    people.flush();
  }

  void tick() {
    people.print(".");
    people.flush();
  }

  void done() {
    people.println();
    people.flush();
  }
}
