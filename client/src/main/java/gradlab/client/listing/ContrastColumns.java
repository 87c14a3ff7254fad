package gradlab.client.listing;

import static gradlab.client.output.Column.text;
import static gradlab.client.output.Column.whole;

import gradlab.client.output.Columns;
import gradlab.v1.CompareRunsResponse;
import gradlab.v1.Contrast;
import java.util.List;

/** How runs and groups differ from the first: `gradlab compare --output csv`. */
public final class ContrastColumns {
  private ContrastColumns() {}

  public static Columns<Contrast> of(CompareRunsResponse compared) {
    return new Columns<>(
        false,
        contrast -> contrast,
        List.of(
            text("subject", c -> compared.getSubjects(c.getSubject()).getSubjectId()),
            text("less", c -> compared.getSubjects(0).getSubjectId()),
            whole("epoch", c -> Integer.toString(compared.getEpoch())),
            text("metric", Contrast::getMetric),
            whole("difference", c -> Double.toString(c.getDifference())),
            whole("half_width_95", c -> c.hasHalfWidth() ? Double.toString(c.getHalfWidth()) : ""),
            whole(
                "degrees_of_freedom",
                c -> c.hasDegreesOfFreedom() ? Double.toString(c.getDegreesOfFreedom()) : ""),
            whole("hedges_g", c -> c.hasEffectSize() ? Double.toString(c.getEffectSize()) : ""),
            text("sentence", Contrast::getSentence)));
  }
}
