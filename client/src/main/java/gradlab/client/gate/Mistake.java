package gradlab.client.gate;

import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.output.Display;
import gradlab.client.suggestion.Nearest;
import java.util.List;

/** What is wrong with a gate's text, and where: a usage error. */
final class Mistake {
  private static final String EXAMPLE =
      "for example 'best_val_acc >= 0.45 and diagnosis == healthy'";

  private Mistake() {}

  static Failure expected(String gate, Token found, String wanted) {
    return at(gate, found.at(), "expected " + wanted + ", found " + shown(found), EXAMPLE);
  }

  static Failure unreadable(String gate, int at) {
    int found = at;
    while (Character.isWhitespace(gate.charAt(found))) {
      found++;
    }
    String rest = gate.substring(found).split("\\s", 2)[0];
    return at(
        gate, found, "'" + rest + "' is no metric, number, comparison or parenthesis", EXAMPLE);
  }

  static Failure unknownSign(String gate, Token sign) {
    String next =
        switch (sign.text()) {
          case "=" -> "write ==";
          case "=>" -> "write >=";
          case "=<" -> "write <=";
          case "<>" -> "write !=";
          case "&", "&&" -> "write and";
          case "|", "||" -> "write or";
          default -> EXAMPLE;
        };
    return at(gate, sign.at(), "'" + sign.text() + "' is none of >= <= == != > < and or", next);
  }

  static Failure unknownMetric(String gate, Token word) {
    String meant =
        Nearest.of(word.text(), Metric.names())
            .map(name -> "did you mean " + name + "?")
            .orElse(EXAMPLE);
    return new Failure(
        ExitCode.USAGE,
        "there is no metric '" + word.text() + "' in the gate '" + gate + "'",
        List.of("known are " + String.join(", ", Metric.names())),
        meant);
  }

  static Failure unknownWord(String gate, Metric metric, Operand.Word word) {
    return new Failure(
        ExitCode.USAGE,
        "%s is never '%s', in the gate '%s'".formatted(metric.word(), word.text(), gate),
        List.of("it is one of " + String.join(", ", metric.words())),
        Nearest.of(word.text(), metric.words())
            .map(name -> "did you mean " + name + "?")
            .orElse(EXAMPLE));
  }

  static Failure badComparison(String gate, Condition.Comparison comparison, String why) {
    return new Failure(
        ExitCode.USAGE, "'" + comparison + "' in the gate '" + gate + "' " + why, EXAMPLE);
  }

  static Failure tooDeep(String gate, Token open) {
    return at(gate, open.at(), "these parentheses are nested too deeply", "take some away");
  }

  private static Failure at(String gate, int place, String what, String next) {
    // the caret stands under the place, in the columns that a terminal gives the text before it
    String before = gate.substring(0, Math.min(place, gate.length()));
    String caret = " ".repeat(Display.width(Display.oneLine("|" + before + "|")) - 2) + "^";
    return new Failure(
        ExitCode.USAGE, "the gate cannot be read: " + what, List.of("|" + gate, " " + caret), next);
  }

  private static String shown(Token token) {
    return token.kind() == Token.Kind.END ? "its end" : "'" + token.text() + "'";
  }
}
