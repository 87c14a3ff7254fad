package gradlab.client.listing;

import static gradlab.client.output.Column.number;
import static gradlab.client.output.Column.text;
import static gradlab.client.output.Column.whole;

import gradlab.client.output.Column;
import gradlab.client.output.Columns;
import gradlab.client.output.Display;
import gradlab.v1.GradientFlow;
import gradlab.v1.LayerGradient;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** One layer of a gradient flow, with where the flow was sampled. */
public record LayerRow(GradientFlow flow, LayerGradient layer) {

  public static Columns<LayerRow> columns() {
    return new Columns<>(
        false,
        LayerRow::layer,
        List.of(
            whole("epoch", row -> Integer.toString(row.flow.getEpoch())),
            whole("step", row -> row.flow.hasStep() ? Long.toString(row.flow.getStep()) : ""),
            text("epoch_end", row -> Boolean.toString(row.flow.getEpochEnd())),
            text("layer", row -> row.layer.getLayer()),
            value("mean_abs", l -> true, LayerGradient::getMeanAbs, Display::scientific),
            value(
                "l2_norm", LayerGradient::hasL2Norm, LayerGradient::getL2Norm, Display::scientific),
            value(
                "max_abs", LayerGradient::hasMaxAbs, LayerGradient::getMaxAbs, Display::scientific),
            value(
                "zero_share",
                LayerGradient::hasZeroShare,
                LayerGradient::getZeroShare,
                Display::percent),
            value(
                "update_ratio",
                LayerGradient::hasUpdateRatio,
                LayerGradient::getUpdateRatio,
                Display::scientific),
            whole(
                "elements",
                row -> row.layer.hasElements() ? Long.toString(row.layer.getElements()) : "")));
  }

  private static Column<LayerRow> value(
      String name,
      Predicate<LayerGradient> known,
      ToDoubleFunction<LayerGradient> of,
      Function<Double, String> shown) {
    return number(
        name,
        row -> known.test(row.layer) ? shown.apply(of.applyAsDouble(row.layer)) : "",
        row -> known.test(row.layer) ? Double.toString(of.applyAsDouble(row.layer)) : "");
  }
}
