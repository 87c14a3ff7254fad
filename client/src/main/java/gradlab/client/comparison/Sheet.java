package gradlab.client.comparison;

import java.util.List;

/**
 * A table of a comparison, as text.
 *
 * @param title what it shows
 * @param header one for each column; the first column names the rows
 * @param rows each as long as the header; an empty cell: not known
 */
public record Sheet(String title, List<String> header, List<List<String>> rows) {
  public Sheet {
    header = List.copyOf(header);
    rows = List.copyOf(rows);
  }
}
