package gradlab.exchange.course;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A table of numbers with a header, values separated by commas: any line end, with or without a
 * byte order mark, names and values with or without quotes. A line that is not as the header says
 * is complained of, never guessed at.
 *
 * @param file its name in complaints
 * @param whole whether its last line ends with a line end, as the course's writer ends every line
 */
record CsvTable(String file, List<String> header, List<Row> rows, boolean whole) {
  private static final Pattern LINE_END = Pattern.compile("\r\n|\n|\r");

  /** What Python's float reads and its repr writes; Java's own reads more, such as 0x1p3 or 1d. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "[+-]?(?:(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d{1,4})?|nan|inf(?:inity)?)",
          Pattern.CASE_INSENSITIVE);

  private static final int LONGEST_NUMBER = 60;

  /**
   * @param line 1-based
   */
  record Row(int line, List<String> cells) {}

  /**
   * Empty, and complaints, where it is no table; rows that are wrong are left out and complained
   * of.
   *
   * @param mostRows without the header
   */
  static Optional<CsvTable> read(
      CourseFile file, int mostRows, int mostColumns, Complaints complaints) {
    Optional<String> text = text(file, complaints);
    return text.flatMap(t -> parse(file.name(), t, mostRows, mostColumns, complaints));
  }

  private static Optional<String> text(CourseFile file, Complaints complaints) {
    try {
      var text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file.content())).toString();
      return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      complaints.add(file.name(), "is not UTF-8 text: save it as CSV in UTF-8");
      return Optional.empty();
    }
  }

  private static Optional<CsvTable> parse(
      String file, String text, int mostRows, int mostColumns, Complaints complaints) {
    if (text.isBlank()) {
      complaints.add(file, "is empty: a header and at least one line are expected");
      return Optional.empty();
    }
    List<String> lines = new ArrayList<>(List.of(LINE_END.split(text, -1)));
    boolean whole = lines.get(lines.size() - 1).isBlank();
    while (lines.get(lines.size() - 1).isBlank()) {
      lines.remove(lines.size() - 1);
    }
    List<String> header = cells(lines.get(0));
    if (header.size() > mostColumns || lines.size() - 1 > mostRows) {
      complaints.add(
          file,
          "has %,d lines of %,d columns; at most %,d of %,d are read"
              .formatted(lines.size() - 1, header.size(), mostRows, mostColumns));
      return Optional.empty();
    }
    if (!isSound(file, header, complaints)) {
      return Optional.empty();
    }
    var rows = new ArrayList<Row>();
    for (int i = 1; i < lines.size(); i++) {
      List<String> cells = cells(lines.get(i));
      if (cells.size() == header.size()) {
        rows.add(new Row(i + 1, cells));
      } else {
        complaints.add(file, i + 1, misfit(lines.get(i), cells.size(), header.size()));
      }
    }
    if (lines.size() == 1) {
      complaints.add(file, "has a header and no line below it");
    }
    return Optional.of(new CsvTable(file, header, rows, whole));
  }

  private static String misfit(String line, int values, int columns) {
    if (line.isBlank()) {
      return "is blank: remove it";
    }
    String counted = "has %d of %d values".formatted(values, columns);
    return values < columns
        ? counted + ": if the file was cut off, copy it again, else correct or remove the line"
        : counted + ": decimals are written with a point, and nothing but commas separates values";
  }

  private static boolean isSound(String file, List<String> header, Complaints complaints) {
    var seen = new HashSet<String>();
    boolean sound = true;
    for (String name : header) {
      if (name.isEmpty() || !seen.add(name)) {
        complaints.add(
            file,
            1,
            name.isEmpty()
                ? "names a column with nothing"
                : "names column " + Complaints.shown(name) + " twice");
        sound = false;
      }
    }
    return sound;
  }

  private static List<String> cells(String line) {
    var cells = new ArrayList<String>();
    for (String cell : line.split(",", -1)) {
      String bare = cell.strip();
      boolean quoted = bare.length() > 1 && bare.startsWith("\"") && bare.endsWith("\"");
      cells.add(quoted ? bare.substring(1, bare.length() - 1).strip() : bare);
    }
    return cells;
  }

  /** Whether all columns are there; complains of those that are not. */
  boolean has(List<String> columns, Complaints complaints) {
    var missing = columns.stream().filter(c -> !header.contains(c)).toList();
    if (!missing.isEmpty()) {
      complaints.add(
          file,
          1,
          "has no column %s; the columns are %s"
              .formatted(String.join(", ", missing), Complaints.shown(String.join(", ", header))));
    }
    return missing.isEmpty();
  }

  /** NaN and a complaint where it is no number; NaN and none where it says so. */
  double number(Row row, String column, Complaints complaints) {
    String text = row.cells().get(header.indexOf(column));
    if (text.length() > LONGEST_NUMBER || !NUMBER.matcher(text).matches()) {
      complaints.add(
          file,
          row.line(),
          column,
          text.isEmpty()
              ? "is empty, must be a number"
              : "'%s' is no number".formatted(Complaints.shown(text)));
      return Double.NaN;
    }
    String lower = text.toLowerCase(java.util.Locale.ROOT);
    if (lower.contains("n")) { // nan, inf
      return lower.contains("nan")
          ? Double.NaN
          : lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return Double.parseDouble(text);
  }
}
