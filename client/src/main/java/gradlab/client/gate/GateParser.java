package gradlab.client.gate;

import gradlab.client.gate.Condition.And;
import gradlab.client.gate.Condition.Comparison;
import gradlab.client.gate.Condition.Or;
import gradlab.client.gate.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * By recursive descent. There is nothing in the language but what is here: no calls, no variables,
 * no arithmetic, so a gate from anywhere can do nothing but compare.
 */
// gate       = all { "or" all }
// all        = part { "and" part }
// part       = "(" gate ")" | comparison
// comparison = operand ( ">=" | "<=" | "==" | "!=" | ">" | "<" ) operand
// operand    = a metric's name | a number | a word that the other side's metric can be
final class GateParser {
  private static final int DEEPEST = 50;

  private final String gate;
  private final List<Token> tokens;
  private int next;
  private int depth;

  private GateParser(String gate) {
    this.gate = gate;
    this.tokens = Token.of(gate);
  }

  static Condition parse(String gate) {
    var parser = new GateParser(gate);
    Condition condition = parser.any();
    if (parser.peek().kind() != Kind.END) {
      throw parser.peek().kind() == Kind.SIGN
          ? Mistake.unknownSign(gate, parser.peek())
          : Mistake.expected(gate, parser.peek(), "'and', 'or' or its end");
    }
    return condition;
  }

  private Condition any() {
    List<Condition> parts = new ArrayList<>(List.of(all()));
    while (peek().is("or")) {
      next++;
      parts.add(all());
    }
    return parts.size() == 1 ? parts.get(0) : new Or(parts);
  }

  private Condition all() {
    List<Condition> parts = new ArrayList<>(List.of(part()));
    while (peek().is("and")) {
      next++;
      parts.add(part());
    }
    return parts.size() == 1 ? parts.get(0) : new And(parts);
  }

  private Condition part() {
    if (peek().kind() != Kind.OPEN) {
      return comparison();
    }
    Token open = take();
    if (++depth > DEEPEST) {
      throw Mistake.tooDeep(gate, open);
    }
    Condition inner = any();
    depth--;
    if (peek().kind() != Kind.CLOSE) {
      throw Mistake.expected(gate, peek(), "')', 'and' or 'or'");
    }
    next++;
    return inner;
  }

  private Comparison comparison() {
    Token left = operand();
    if (peek().kind() != Kind.SIGN) {
      checkKnown(left);
      throw Mistake.expected(gate, peek(), "a comparison such as >= after " + left.text());
    }
    Token sign = take();
    Relation relation = Relation.of(sign.text()).orElseThrow(() -> Mistake.unknownSign(gate, sign));
    Token right = operand();
    return checked(left, relation, right);
  }

  private Token operand() {
    Token token = take();
    boolean fits = token.kind() == Kind.NUMBER || token.kind() == Kind.WORD;
    if (!fits || token.is("and") || token.is("or")) {
      throw Mistake.expected(gate, token, "a metric or a number");
    }
    return token;
  }

  private Comparison checked(Token leftToken, Relation relation, Token rightToken) {
    Operand left = read(leftToken);
    Operand right = read(rightToken);
    var comparison = new Comparison(left, relation, right);
    if (left instanceof Operand.Of metric) {
      check(comparison, metric.metric(), right, rightToken);
    } else if (right instanceof Operand.Of metric) {
      check(comparison, metric.metric(), left, leftToken);
    } else {
      checkKnown(leftToken);
      checkKnown(rightToken);
      throw Mistake.badComparison(gate, comparison, "compares no metric");
    }
    return comparison;
  }

  /** Whether the other side is something that the metric can be compared with. */
  private void check(Comparison comparison, Metric metric, Operand other, Token otherToken) {
    if (other instanceof Operand.Word && metric.isNumber()) {
      throw Mistake.unknownMetric(gate, otherToken);
    }
    if (metric.isNumber()) {
      if (other instanceof Operand.Of second && !second.metric().isNumber()) {
        throw Mistake.badComparison(gate, comparison, "compares a number with a word");
      }
      return;
    }
    if (!(other instanceof Operand.Word word)) {
      throw Mistake.badComparison(
          gate, comparison, "compares a word with a number: write for example " + example(metric));
    }
    if (!comparison.relation().comparesWords()) {
      throw Mistake.badComparison(gate, comparison, "orders words, which only == and != compare");
    }
    if (!metric.words().contains(word.text())) {
      throw Mistake.unknownWord(gate, metric, word);
    }
  }

  private static String example(Metric metric) {
    return metric.word() + " == " + metric.words().get(0);
  }

  private void checkKnown(Token token) {
    if (token.kind() == Kind.WORD && Metric.of(token.text()).isEmpty()) {
      throw Mistake.unknownMetric(gate, token);
    }
  }

  private static Operand read(Token token) {
    if (token.kind() == Kind.NUMBER) {
      return new Operand.Number(Double.parseDouble(token.text()), token.text());
    }
    return Metric.of(token.text())
        .<Operand>map(Operand.Of::new)
        .orElseGet(() -> new Operand.Word(token.text()));
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token take() {
    Token token = tokens.get(next);
    next += token.kind() == Kind.END ? 0 : 1;
    return token;
  }
}
