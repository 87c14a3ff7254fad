package gradlab.client.output;

/** Prints rows in one format. Formats that can print a row at once do so. */
public interface OutputPrinter<T> {
  void row(T row);

  /** Prints what was held back. Nothing may follow. */
  void finish();
}
