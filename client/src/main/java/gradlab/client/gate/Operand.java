package gradlab.client.gate;

/** One side of a comparison. */
sealed interface Operand {
  /** As it was written. */
  String text();

  record Of(Metric metric) implements Operand {
    @Override
    public String text() {
      return metric.word();
    }
  }

  record Number(double value, String text) implements Operand {}

  /** A value of a metric that is no number, for example healthy. */
  record Word(String text) implements Operand {}
}
