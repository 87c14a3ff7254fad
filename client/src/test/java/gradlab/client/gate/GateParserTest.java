package gradlab.client.gate;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.gate.Condition.And;
import gradlab.client.gate.Condition.Comparison;
import gradlab.client.gate.Condition.Or;
import gradlab.v1.Run;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

class GateParserTest {
  private static final List<Metric> NUMBERS =
      Arrays.stream(Metric.values()).filter(Metric::isNumber).toList();

  @Property(tries = 500)
  void whatIsWrittenIsReadAgain(@ForAll("conditions") Condition condition) {
    assertThat(GateParser.parse(written(condition, " "))).isEqualTo(condition);
    assertThat(GateParser.parse(written(condition, "\t  "))).isEqualTo(condition);
  }

  /** "and" binds tighter than "or", so parentheses around every "and" change nothing. */
  @Property(tries = 300)
  void andBindsTighterThanOr(
      @ForAll("comparisons") Comparison a,
      @ForAll("comparisons") Comparison b,
      @ForAll("comparisons") Comparison c) {
    assertThat(GateParser.parse(a + " or " + b + " and " + c))
        .isEqualTo(new Or(List.of(a, new And(List.of(b, c)))));
    assertThat(GateParser.parse(a + " and " + b + " or " + c))
        .isEqualTo(new Or(List.of(new And(List.of(a, b)), c)));
  }

  /** A gate is read or refused as usage, whatever it is. */
  @Property(tries = 2000)
  void nothingElseCanHappen(
      @ForAll @CharRange(from = ' ', to = '~') @StringLength(max = 30) String gate,
      @ForAll("pieces") List<String> pieces) {
    for (String text : List.of(gate, String.join(" ", pieces), String.join("", pieces))) {
      try {
        Gate.parse(text).holds(new Measured(Run.getDefaultInstance(), Optional.empty()));
      } catch (Failure refused) {
        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
      }
    }
  }

  /** A run without figures, or with NaN, passes no gate on numbers that has no "or". */
  @Property(tries = 300)
  void whatHasNoValuePassesNothing(@ForAll("conditions") Condition condition) {
    var nothing = new Measured(Run.getDefaultInstance(), Optional.empty());
    boolean onlyEmpty =
        condition
            .comparisons()
            .noneMatch(c -> (c.left() + "" + c.right()).matches(".*(RESTARTS|STATE).*"));
    if (onlyEmpty) {
      assertThat(Gate.parse(written(condition, " ")).holds(nothing)).isFalse();
    }
  }

  private static String written(Condition condition, String space) {
    if (condition instanceof Comparison c) {
      return String.join(space, c.left().text(), c.relation().sign(), c.right().text());
    }
    List<Condition> parts = condition instanceof And all ? all.parts() : ((Or) condition).parts();
    String word = condition instanceof And ? "and" : "or";
    return parts.stream()
        .map(part -> "(" + written(part, space) + ")")
        .collect(Collectors.joining(space + word + space));
  }

  @Provide
  Arbitrary<List<String>> pieces() {
    return Arbitraries.of(
            "val_acc",
            "diagnosis",
            "healthy",
            "and",
            "or",
            "(",
            ")",
            ">=",
            "==",
            "=",
            "0.5",
            "1e3",
            "-7",
            "x",
            "&&",
            "state")
        .list()
        .ofMaxSize(12);
  }

  @Provide
  Arbitrary<Comparison> comparisons() {
    Arbitrary<Operand> metrics = Arbitraries.of(NUMBERS).map(Operand.Of::new);
    Arbitrary<Operand> numbers =
        Arbitraries.doubles().map(d -> new Operand.Number(d, Double.toString(d)));
    Arbitrary<Comparison> ofNumbers =
        Combinators.combine(
                metrics, Arbitraries.of(Relation.class), Arbitraries.oneOf(metrics, numbers))
            .as(Comparison::new);
    Arbitrary<Comparison> ofWords =
        Combinators.combine(
                Arbitraries.of(Metric.DIAGNOSIS, Metric.STATE),
                Arbitraries.of(Relation.EQUAL, Relation.UNEQUAL),
                Arbitraries.integers().between(0, 8))
            .as(
                (metric, relation, i) ->
                    new Comparison(
                        new Operand.Of(metric), relation, new Operand.Word(metric.words().get(i))));
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(4, ofNumbers), net.jqwik.api.Tuple.of(1, ofWords));
  }

  @Provide
  Arbitrary<Condition> conditions() {
    Arbitrary<Condition> leaf = comparisons().map(c -> c);
    return Arbitraries.recursive(
        () -> leaf,
        inner ->
            Arbitraries.oneOf(
                inner,
                inner.list().ofMinSize(2).ofMaxSize(3).map(And::new),
                inner.list().ofMinSize(2).ofMaxSize(3).map(Or::new)),
        0,
        3);
  }
}
