package gradlab.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.domain.RunEvent.EpochMetrics;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class LearningCurvesFigureTest {
  private static EpochMetrics epoch(
      int epoch, double trainLoss, double valLoss, double trainAcc, double valAcc) {
    return new EpochMetrics(
        epoch,
        (epoch + 1) * 475L,
        trainLoss,
        trainAcc,
        valLoss,
        valAcc,
        1e-3,
        Duration.ofSeconds(30),
        1500,
        0,
        epoch,
        valAcc);
  }

  private static LearningCurves run(String name, int epochs, IntFunction<EpochMetrics> epoch) {
    return new LearningCurves(
        name, IntStream.range(0, epochs).mapToObj(epoch).toList(), OptionalDouble.of(4.60517));
  }

  /** A run whose training losses are these, with validation 0.5 above. */
  private static LearningCurves losses(String name, double... losses) {
    return run(name, losses.length, e -> epoch(e, losses[e], losses[e] + 0.5, 0.1, 0.2));
  }

  /** Losses and accuracies of a network that learns, by 1 - exp(-e / slowness). */
  private static LearningCurves learning(String name, int epochs, double slowness) {
    return run(
        name,
        epochs,
        e -> {
          double learnt = 1 - Math.exp(-(e + 1) / slowness);
          return epoch(
              e,
              4.6 - 3.1 * learnt,
              4.55 - 2.6 * learnt,
              0.01 + 0.55 * learnt,
              0.01 + 0.47 * learnt);
        });
  }

  private static Drawn draw(LearningCurves... runs) throws Exception {
    String svg = LearningCurvesFigure.svg(List.of(runs));
    assertThat(svg.replaceAll("<title>.*?</title>", "")).doesNotContain("NaN", "Infinity");
    return new Drawn(svg);
  }

  /** x and y of a curve's points. */
  private static double[][] points(Element curve) {
    return Arrays.stream(curve.getAttribute("points").split(" "))
        .map(p -> Arrays.stream(p.split(",")).mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }

  @Test
  void twoPanelsWithARunsFourCurvesInItsColourAndALegend() throws Exception {
    var svg = draw(learning("VGG_08", 20, 8), learning("VGG_38 bn", 10, 5));
    assertThat(svg.texts("axis-label")).containsExactly("Loss", "Epoch", "Accuracy", "Epoch");
    assertThat(svg.texts("key"))
        .containsExactly(
            "VGG_08",
            "VGG_38 bn",
            "training",
            "validation",
            "loss of answering with the class frequencies: 4.605");
    var curves = svg.elements("polyline", "curve");
    assertThat(curves).hasSize(2 * 4 + 1 + 5); // curves, class prior, legend
    assertThat(curves.subList(0, 4).stream().map(c -> c.getAttribute("stroke")))
        .containsExactly("#0072b2", "#0072b2", "#d55e00", "#d55e00");
    assertThat(curves.subList(0, 4).stream().map(c -> c.getAttribute("stroke-dasharray")))
        .containsExactly("", "6 3", "", "6 3");
    double[][] loss = points(curves.get(0));
    assertThat(loss).hasNumberOfRows(20);
    assertThat(loss[19][1]).isGreaterThan(loss[0][1]); // y grows downwards: the loss falls
    assertThat(points(curves.get(2))[9][0]).isEqualTo(loss[9][0]); // one axis for both runs
    assertThat(svg.texts("tick").subList(0, 7))
        .containsExactly("0", "5", "10", "15", "0", "5", "10");
  }

  @Test
  void theClassPriorIsAHorizontalLineAndOneForEqualRuns() throws Exception {
    var svg = draw(losses("a", 4.6, 4.7), losses("b", 4.6, 4.5));
    var level = points(svg.elements("polyline", "curve").get(4));
    assertThat(level[0][1]).isEqualTo(level[1][1]);
    assertThat(level[1][0] - level[0][0]).isEqualTo(400);
    var without = new LearningCurves("c", losses("c", 4.6, 4.7).epochs(), OptionalDouble.empty());
    assertThat(draw(without).texts("key")).containsExactly("c", "training", "validation");
  }

  @Test
  void aSingleEpochIsAPoint() throws Exception {
    var svg = draw(losses("young", 4.2));
    assertThat(svg.elements("circle", "point")).hasSize(4);
    assertThat(svg.texts("tick")).containsExactly("0", "0");
    assertThat(svg.elements("polyline", "curve")).hasSize(1 + 4); // class prior, legend
  }

  @Test
  void whatIsNoNumberIsAGapAndSaid() throws Exception {
    var svg =
        draw(losses("diverges", 4.2, 4.1, Double.NaN, 4.0, Double.POSITIVE_INFINITY, 3.9, 3.8));
    var curves = svg.elements("polyline", "curve");
    assertThat(points(curves.get(0))).hasNumberOfRows(2);
    assertThat(points(curves.get(1))).hasNumberOfRows(2);
    assertThat(svg.elements("circle", "point")).hasSize(5 + 5 + 7 + 7);
    assertThat(svg.texts("key").get(0)).isEqualTo("diverges (loss not finite in 2 of 7 epochs)");
    assertThat(draw(losses("lost", Double.NaN, Double.NaN)).texts("key").get(0))
        .isEqualTo("lost (loss not finite in 2 of 2 epochs)");
  }

  @Test
  void aPlateauIsNotBlownUp() throws Exception {
    var svg = draw(run("VGG_38", 3, e -> epoch(e, 4.6051 + e * 1e-4, 4.6055, 0.01, 0.0098)));
    var labels = svg.texts("decade").stream().map(Double::valueOf).toList();
    assertThat(labels).contains(4.4, 4.6, 4.8, 0.0, 0.01, 0.05);
  }

  @Test
  void whatUsersTypeIsTextAndLongNamesAreWhole() throws Exception {
    String evil = "<script>alert(\"1\")</script> & \u0000 größe " + "x".repeat(200);
    var svg = draw(losses(evil, 1, 2));
    assertThat(svg.texts("key").get(0)).isEqualTo(evil.replace('\u0000', '\uFFFD'));
    assertThat(svg.count("script")).isZero();
    assertThat(svg.width()).isGreaterThan(1200);
  }

  @Test
  void tooFewAndTooManyAreRefused() {
    var nine = IntStream.range(0, 9).mapToObj(i -> losses("r" + i, 1)).toList();
    for (var runs : List.of(List.<LearningCurves>of(), nine, List.of(losses("none")))) {
      assertThatThrownBy(() -> LearningCurvesFigure.svg(runs))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** Any doubles at all: within the panel, at most eight steps and no number that is none. */
  @Property(tries = 200)
  void everyPointIsInItsPanel(@ForAll double a, @ForAll double b, @ForAll float c)
      throws Exception {
    var svg = draw(losses("any", a, b, c, 4.6), losses("other", c, a, b));
    for (double y : svg.numbers("circle", "point", "cy")) {
      assertThat(y).isBetween(16.0, 296.0);
    }
    assertThat(svg.texts("decade")).hasSizeBetween(4, 22);
  }

  /** The picture as it was looked at; where a change is meant, look at the new one and keep it. */
  @Test
  void looksAsItWasLookedAt() throws Exception {
    String svg =
        LearningCurvesFigure.svg(
            List.of(
                learning("VGG_08 seed 0", 100, 25),
                run("VGG_38 seed 0", 100, e -> epoch(e, 4.6061, 4.6070, 0.0095, 0.01)),
                learning("VGG_38 bn, the learning rate 1e-2", 60, 12),
                learning("VGG_38 bn_residual seed 0", 100, 9),
                losses("VGG_38 bn, no clipping", 4.5, 6.2, Double.NaN, 5.8, Double.NaN)));
    assertThat(svg).isEqualTo(Drawn.golden("learning_curves.svg", svg));
  }
}
