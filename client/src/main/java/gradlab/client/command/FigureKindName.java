package gradlab.client.command;

import gradlab.v1.FigureKind;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

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

  /** picocli's own would list the constants' names beside these. */
  static final class Converter implements ITypeConverter<FigureKindName> {
    @Override
    public FigureKindName convert(String typed) {
      return Arrays.stream(values())
          .filter(kind -> kind.toString().equalsIgnoreCase(typed))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "there is no figure '" + typed + "', only " + Arrays.toString(values())));
    }
  }
}
