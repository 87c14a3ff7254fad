package gradlab.client.command;

import com.google.protobuf.ByteString;
import gradlab.client.console.ExitCode;
import gradlab.client.output.WholeFile;
import gradlab.v1.RenderFigureRequest;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "plot",
    description = {
      "Draws a figure of one or more runs as SVG: their gradient flows, learning curves (loss and",
      "accuracy over the epochs) or forward signal (what comes out of each layer)."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  gradlab plot learning-curves vgg-08 vgg-38",
      "  gradlab plot gradient-flow vgg-38 --epoch 3 --out vgg-38-epoch-3.svg"
    })
final class PlotCommand extends ClientCommand {
  private static final String STANDARD_OUTPUT = "-";

  @Parameters(
      index = "0",
      paramLabel = "KIND",
      converter = FigureKindName.Converter.class,
      description = "gradient-flow, learning-curves or signal.")
  private FigureKindName kind = FigureKindName.GRADIENT_FLOW;

  @Parameters(
      index = "1..*",
      paramLabel = "RUN",
      arity = "1..*",
      description = "The runs' ids or their beginnings, in the order of the figure.")
  private List<String> runs = new ArrayList<>();

  @Option(
      names = "--epoch",
      paramLabel = "E",
      description =
          "Of gradient-flow and signal: at the end of this epoch; the first is 0. Default: the last"
              + " sampled one.")
  private Integer epoch;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write it; - is standard output. Default: KIND.svg in this folder.")
  private String out = "";

  @Option(names = "--force", description = "Overwrite the file where it exists.")
  private boolean force;

  @Override
  ExitCode run(Session session) {
    if (out.equals(STANDARD_OUTPUT)) {
      var stdout = session.console().out();
      stdout.writeBytes(figure(session).toByteArray());
      stdout.flush();
      return ExitCode.DONE;
    }
    var file = WholeFile.at(out.isEmpty() ? kind + ".svg" : out, force);
    file.write(figure(session).toByteArray());
    session.say("written: " + file.path());
    return ExitCode.DONE;
  }

  private ByteString figure(Session session) {
    var request = RenderFigureRequest.newBuilder().setKind(kind.kind());
    for (String run : runs) {
      request.addRunIds(session.runs().byIdOrPrefix(run).getRunId());
    }
    Given.ifGiven(epoch, request::setEpoch);
    return session.connection().experiments().renderFigure(request.build()).getContent();
  }
}
