package gradlab.client.command;

import gradlab.v1.FigureKind;
import java.util.Locale;

/** What users call the figures. */
enum FigureKindName {
  GRADIENT_FLOW(FigureKind.FIGURE_KIND_GRADIENT_FLOW),
  LEARNING_CURVES(FigureKind.FIGURE_KIND_LEARNING_CURVES),
  SIGNAL(FigureKind.FIGURE_KIND_SIGNAL);

  private final FigureKind kind;

  FigureKindName(FigureKind kind) {
    this.kind = kind;
  }

  FigureKind kind() {
    return kind;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
