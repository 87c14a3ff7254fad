package gradlab.client.listing;

import static gradlab.client.output.Column.number;
import static gradlab.client.output.Column.text;
import static gradlab.client.output.Column.whole;

import gradlab.client.output.Column;
import gradlab.client.output.Columns;
import gradlab.client.output.Display;
import gradlab.v1.GradientFlow;
import gradlab.v1.LayerActivation;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What came out of one layer, with where it was recorded. */
public record ActivationRow(GradientFlow flow, LayerActivation activation) {

  public static Columns<ActivationRow> columns() {
    return new Columns<>(
        false,
        ActivationRow::activation,
        List.of(
            whole("epoch", row -> Integer.toString(row.flow.getEpoch())),
            whole("step", row -> Long.toString(row.flow.getStep())),
            text("layer", row -> row.activation.getLayer()),
            value("rms", LayerActivation::getRms),
            value("max_abs", LayerActivation::getMaxAbs),
            value("spread", LayerActivation::getSpread),
            text(
                "dead_share",
                row ->
                    row.activation.hasDeadShare()
                        ? Double.toString(row.activation.getDeadShare())
                        : ""),
            whole("elements", row -> Long.toString(row.activation.getElements()))));
  }

  private static Column<ActivationRow> value(String name, ToDoubleFunction<LayerActivation> of) {
    return number(
        name,
        row -> Display.scientific(of.applyAsDouble(row.activation)),
        row -> Double.toString(of.applyAsDouble(row.activation)));
  }
}
