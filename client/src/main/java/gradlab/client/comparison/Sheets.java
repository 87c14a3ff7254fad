package gradlab.client.comparison;

import gradlab.client.listing.SpreadText;
import gradlab.client.output.Display;
import gradlab.v1.CompareRunsResponse;
import gradlab.v1.ComparedSubject;
import gradlab.v1.ConfigDifference;
import gradlab.v1.Contrast;
import gradlab.v1.GroupEpoch;
import gradlab.v1.LayerSpread;
import gradlab.v1.Spread;
import gradlab.v1.TimeToReach;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/** The tables of a comparison: what the server said, row by row. Nothing is computed here. */
public final class Sheets {
  private final CompareRunsResponse compared;
  private final List<String> names;

  public Sheets(CompareRunsResponse compared) {
    this.compared = compared;
    this.names = compared.getSubjectsList().stream().map(ComparedSubject::getName).toList();
  }

  /**
   * @param gradients with mean |g| of each layer
   */
  public List<Sheet> all(boolean gradients) {
    List<Sheet> sheets = new ArrayList<>();
    sheets.add(metrics());
    sheets.add(settings());
    if (compared.getSubjects(0).getReachedCount() > 0) {
      sheets.add(reached());
    }
    sheets.add(contrasts());
    if (gradients) {
      sheets.add(gradients());
    }
    return sheets.stream().filter(sheet -> !sheet.rows().isEmpty()).toList();
  }

  /** Plain words on each contrast. */
  public List<String> sentences() {
    return compared.getContrastsList().stream().map(Contrast::getSentence).toList();
  }

  private Sheet metrics() {
    List<List<String>> rows = new ArrayList<>();
    row(rows, "n", s -> true, s -> Integer.toString(s.getN()));
    atEpoch(rows, "train loss", GroupEpoch::hasTrainLoss, GroupEpoch::getTrainLoss);
    atEpoch(rows, "train acc", GroupEpoch::hasTrainAcc, GroupEpoch::getTrainAcc);
    atEpoch(rows, "val loss", GroupEpoch::hasValLoss, GroupEpoch::getValLoss);
    atEpoch(rows, "val acc", GroupEpoch::hasValAcc, GroupEpoch::getValAcc);
    spread(rows, "best val acc", ComparedSubject::hasBestValAcc, ComparedSubject::getBestValAcc);
    row(
        rows,
        "best epoch",
        ComparedSubject::hasBestEpoch,
        s -> SpreadText.of(s.getBestEpoch(), Sheets::short1));
    spread(rows, "test acc", ComparedSubject::hasTestAcc, ComparedSubject::getTestAcc);
    row(
        rows,
        "gradient ratio",
        ComparedSubject::hasGradientRatio,
        s -> SpreadText.of(s.getGradientRatio(), Display::scientific));
    row(
        rows,
        "decades lost",
        ComparedSubject::hasDecadesLost,
        s -> SpreadText.of(s.getDecadesLost(), Sheets::short1));
    return new Sheet(
        "At the end of epoch %d (the first is 0); best and test over all epochs"
            .formatted(compared.getEpoch()),
        header("metric"),
        rows);
  }

  private Sheet settings() {
    List<List<String>> rows = new ArrayList<>();
    for (ConfigDifference difference : compared.getConfigDifferencesList()) {
      List<String> cells = new ArrayList<>(List.of(difference.getField()));
      cells.addAll(difference.getValuesList());
      rows.add(cells);
    }
    return new Sheet("Settings that differ", header("setting"), rows);
  }

  private Sheet reached() {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < compared.getSubjects(0).getReachedCount(); i++) {
      int threshold = i;
      double acc = compared.getSubjects(0).getReached(i).getValAcc();
      row(
          rows,
          "val acc " + acc + ", epochs",
          s -> s.getReached(threshold).hasEpochs(),
          s -> ofRuns(s, s.getReached(threshold), TimeToReach::getEpochs, Sheets::short1));
      row(
          rows,
          "val acc " + acc + ", seconds",
          s -> s.getReached(threshold).hasSeconds(),
          s -> ofRuns(s, s.getReached(threshold), TimeToReach::getSeconds, Sheets::short1));
    }
    return new Sheet(
        "Until a validation accuracy was first reached (empty: never)", header("reached"), rows);
  }

  /** Where not all runs reached it, it says how many did. */
  private static String ofRuns(
      ComparedSubject subject,
      TimeToReach reached,
      Function<TimeToReach, Spread> value,
      DoubleFunction<String> number) {
    String text = SpreadText.of(value.apply(reached), number);
    return reached.getN() == subject.getN()
        ? text
        : text + " (" + reached.getN() + " of " + subject.getN() + ")";
  }

  private Sheet contrasts() {
    List<List<String>> rows = new ArrayList<>();
    for (Contrast contrast : compared.getContrastsList()) {
      rows.add(
          List.of(
              names.get(contrast.getSubject()) + ": " + contrast.getMetric().replace('_', ' '),
              signed(contrast.getDifference()),
              contrast.hasHalfWidth() ? Display.fixed(contrast.getHalfWidth()) : "",
              contrast.hasDegreesOfFreedom() ? two(contrast.getDegreesOfFreedom()) : "",
              contrast.hasEffectSize() ? two(contrast.getEffectSize()) : ""));
    }
    return new Sheet(
        "Less %s: difference of means, half width of its 95 %% interval (Welch), degrees of freedom, Hedges' g"
            .formatted(names.get(0)),
        List.of("contrast", "difference", "±", "df", "g"),
        rows);
  }

  private Sheet gradients() {
    Set<String> layers = new LinkedHashSet<>();
    compared
        .getSubjectsList()
        .forEach(s -> s.getLayersList().forEach(layer -> layers.add(layer.getLayer())));
    List<List<String>> rows = new ArrayList<>();
    for (String layer : layers) {
      List<String> cells = new ArrayList<>(List.of(layer));
      for (ComparedSubject subject : compared.getSubjectsList()) {
        cells.add(
            subject.getLayersList().stream()
                .filter(l -> l.getLayer().equals(layer))
                .map(LayerSpread::getMeanAbs)
                .map(spread -> SpreadText.of(spread, Display::scientific))
                .findFirst()
                .orElse(""));
      }
      rows.add(cells);
    }
    return new Sheet("mean |g| at the end of epoch " + compared.getEpoch(), header("layer"), rows);
  }

  private List<String> header(String first) {
    List<String> header = new ArrayList<>(List.of(first));
    header.addAll(names);
    return header;
  }

  private void atEpoch(
      List<List<String>> rows,
      String name,
      Predicate<GroupEpoch> present,
      Function<GroupEpoch, Spread> value) {
    spread(rows, name, s -> present.test(s.getMetrics()), s -> value.apply(s.getMetrics()));
  }

  private void spread(
      List<List<String>> rows,
      String name,
      Predicate<ComparedSubject> present,
      Function<ComparedSubject, Spread> value) {
    row(rows, name, present, s -> SpreadText.of(value.apply(s)));
  }

  /** Left out where no subject has it. */
  private void row(
      List<List<String>> rows,
      String name,
      Predicate<ComparedSubject> present,
      Function<ComparedSubject, String> value) {
    if (compared.getSubjectsList().stream().noneMatch(present)) {
      return;
    }
    List<String> cells = new ArrayList<>(List.of(name));
    compared.getSubjectsList().forEach(s -> cells.add(present.test(s) ? value.apply(s) : ""));
    rows.add(cells);
  }

  private static String short1(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String two(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String signed(double value) {
    return String.format(Locale.ROOT, "%+.4f", value);
  }
}
