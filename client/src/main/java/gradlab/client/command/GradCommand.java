package gradlab.client.command;

import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.console.Screen;
import gradlab.client.listing.ActivationRow;
import gradlab.client.listing.LayerRow;
import gradlab.client.output.Columns;
import gradlab.client.suggestion.Nearest;
import gradlab.client.view.ActivationPlot;
import gradlab.client.view.GradientPlot;
import gradlab.v1.GetGradientFlowRequest;
import gradlab.v1.GradientFlow;
import gradlab.v1.LayerActivation;
import gradlab.v1.LayerGradient;
import gradlab.v1.Run;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "grad",
    description = {
      "Shows the gradient flow layer by layer, with a bar for mean |g| on a logarithmic axis.",
      "Without an option: that of the last sampled epoch."
    },
    footerHeading = "%nExample:%n",
    footer = "  gradlab grad 3f2a --epoch 3 --activations")
final class GradCommand extends ClientCommand {
  @Parameters(paramLabel = "RUN", description = "The run's id or its beginning.")
  private String run = "";

  @ArgGroup private Selection selection = new Selection();

  /** At most one of these. */
  private static final class Selection {
    @Option(
        names = "--epoch",
        paramLabel = "E",
        description = "That of this epoch's last step; the first epoch is 0.")
    private Integer epoch;

    @Option(
        names = "--step",
        paramLabel = "S",
        description = "That of this step; the first step is 1.")
    private Long step;

    @Option(names = "--all", description = "All on record.")
    private boolean all;

    private void addTo(GetGradientFlowRequest.Builder request) {
      Given.ifGiven(epoch, request::setEpoch);
      Given.ifGiven(step, request::setStep);
      if (all) {
        request.setAll(true);
      }
    }
  }

  @Option(
      names = "--activations",
      description = "The forward half: what came out of each layer, at an epoch's end.")
  private boolean activations;

  @Option(
      names = "--layer",
      paramLabel = "LAYER",
      description = "Only this layer; may be given again. Default: all.")
  private Set<String> only = new LinkedHashSet<>();

  @Override
  ExitCode run(Session session) {
    Run found = session.runs().byIdOrPrefix(run);
    var request = GetGradientFlowRequest.newBuilder().setRunId(found.getRunId());
    selection.addTo(request);
    List<GradientFlow> flows = session.training().getGradientFlow(request.build()).getFlowsList();
    if (!only.isEmpty()) {
      flows = flows.stream().map(this::narrowed).toList();
    }
    switch (session.format()) {
      case TABLE -> {
        if (activations) {
          plotActivations(session, found, flows);
        } else {
          plot(session, found, flows);
        }
      }
      case JSON -> session.print(new Columns<GradientFlow>(false, flow -> flow, List.of()), flows);
      case CSV -> {
        if (activations) {
          session.print(ActivationRow.columns(), activationRows(flows));
        } else {
          session.print(LayerRow.columns(), rows(flows));
        }
      }
    }
    if (flows.isEmpty()) {
      session.say("no gradients are on record yet; the first come at the end of epoch 0");
    }
    return ExitCode.DONE;
  }

  /** The flow of the layers that were asked for. */
  private GradientFlow narrowed(GradientFlow flow) {
    List<String> names =
        activations
            ? flow.getActivationsList().stream().map(LayerActivation::getLayer).toList()
            : flow.getLayersList().stream().map(LayerGradient::getLayer).toList();
    for (String layer : only) {
      if (!names.contains(layer)) {
        throw new Failure(
            ExitCode.USAGE,
            "--layer: there is no layer '" + layer + "'" + Nearest.question(layer, names),
            "`gradlab grad " + run + "` lists them");
      }
    }
    var narrowed = flow.toBuilder().clearLayers().clearActivations();
    flow.getLayersList().stream()
        .filter(l -> only.contains(l.getLayer()))
        .forEach(narrowed::addLayers);
    flow.getActivationsList().stream()
        .filter(a -> only.contains(a.getLayer()))
        .forEach(narrowed::addActivations);
    return narrowed.build();
  }

  private static void plot(Session session, Run run, List<GradientFlow> flows) {
    var console = session.console();
    var plot = new GradientPlot(console.out(), session.glyphs(), Screen.width(console));
    for (GradientFlow flow : flows) {
      plot.print(title(run), flow);
    }
  }

  private static void plotActivations(Session session, Run run, List<GradientFlow> flows) {
    var console = session.console();
    var plot = new ActivationPlot(console.out(), session.glyphs(), Screen.width(console));
    for (GradientFlow flow : flows) {
      plot.print(title(run), flow);
    }
  }

  private static String title(Run run) {
    return run.getConfig().getName() + " (" + run.getRunId() + ")";
  }

  private static List<ActivationRow> activationRows(List<GradientFlow> flows) {
    return flows.stream()
        .flatMap(flow -> flow.getActivationsList().stream().map(a -> new ActivationRow(flow, a)))
        .toList();
  }

  private static List<LayerRow> rows(List<GradientFlow> flows) {
    return flows.stream()
        .flatMap(flow -> flow.getLayersList().stream().map(layer -> new LayerRow(flow, layer)))
        .toList();
  }
}
