package gradlab.metrics;

import java.util.List;
import java.util.NoSuchElementException;

/** A metrics page as a test reads it. */
public record Page(String text) {
  /** Of the one line that begins with the name and holds all labels. */
  public double value(String name, String... labels) {
    var lines = lines(name, labels);
    if (lines.size() != 1) {
      throw new NoSuchElementException(name + List.of(labels) + " is " + lines);
    }
    return parse(lines.get(0).substring(lines.get(0).lastIndexOf(' ') + 1));
  }

  /** All of its lines. */
  public List<String> lines(String name, String... labels) {
    return text.lines()
        .filter(l -> l.startsWith(name + "{") || l.startsWith(name + " "))
        .filter(l -> List.of(labels).stream().allMatch(l::contains))
        .toList();
  }

  /** Lines that belong to a run. */
  public List<String> ofRuns() {
    return text.lines().filter(l -> l.contains("run=\"")).toList();
  }

  private static double parse(String value) {
    return switch (value) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(value);
    };
  }
}
