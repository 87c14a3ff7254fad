package gradlab.wire;

import gradlab.domain.GradientFlow;
import gradlab.domain.LayerActivation;
import gradlab.domain.LayerGradient;
import gradlab.domain.StageFlow;
import java.util.OptionalDouble;

/** Gradient flows. */
public final class GradientMessages {
  private GradientMessages() {}

  public static gradlab.v1.GradientFlow message(GradientFlow flow) {
    var message =
        gradlab.v1.GradientFlow.newBuilder().setEpoch(flow.epoch()).setEpochEnd(flow.epochEnd());
    if (!flow.isImported()) {
      message.setStep(flow.step());
    }
    flow.layers().forEach(layer -> message.addLayers(layer(layer)));
    flow.gradientRatio().ifPresent(message::setGradientRatio);
    flow.activations().forEach(a -> message.addActivations(activation(a)));
    flow.decadesLost().ifPresent(message::setDecadesLost);
    flow.stages().forEach(stage -> message.addStages(stage(stage)));
    message.setTrainedDepth(flow.trainedDepth(GradientFlow.TRAINED)).setDepth(flow.depth());
    return message.build();
  }

  /** What follows from the layers is not taken over. */
  public static GradientFlow flow(gradlab.v1.GradientFlow message) {
    return new GradientFlow(
        message.getEpoch(),
        message.getStep(),
        message.getEpochEnd(),
        message.getLayersList().stream().map(GradientMessages::layer).toList(),
        message.getActivationsList().stream().map(GradientMessages::activation).toList());
  }

  private static gradlab.v1.StageFlow stage(StageFlow s) {
    var message =
        gradlab.v1.StageFlow.newBuilder()
            .setStage(s.stage())
            .setFirstLayer(s.firstLayer())
            .setFirstMeanAbs(s.firstMeanAbs())
            .setLastLayer(s.lastLayer())
            .setLastMeanAbs(s.lastMeanAbs());
    s.gradientRatio().ifPresent(message::setGradientRatio);
    s.decadesLost().ifPresent(message::setDecadesLost);
    return message.build();
  }

  private static gradlab.v1.LayerActivation activation(LayerActivation a) {
    var message =
        gradlab.v1.LayerActivation.newBuilder()
            .setLayer(a.layer())
            .setRms(a.rms())
            .setMaxAbs(a.maxAbs())
            .setSpread(a.spread())
            .setElements(a.elements());
    a.deadShare().ifPresent(message::setDeadShare);
    return message.build();
  }

  private static LayerActivation activation(gradlab.v1.LayerActivation m) {
    return new LayerActivation(
        m.getLayer(),
        m.getRms(),
        m.getMaxAbs(),
        m.getSpread(),
        m.hasDeadShare() ? OptionalDouble.of(m.getDeadShare()) : OptionalDouble.empty(),
        m.getElements());
  }

  private static gradlab.v1.LayerGradient layer(LayerGradient g) {
    if (g.isMeanOnly()) {
      return ImportedMessages.layer(g);
    }
    return gradlab.v1.LayerGradient.newBuilder()
        .setLayer(g.layer())
        .setMeanAbs(g.meanAbs())
        .setL2Norm(g.l2Norm())
        .setMaxAbs(g.maxAbs())
        .setZeroShare(g.zeroShare())
        .setUpdateRatio(g.updateRatio())
        .setElements(g.elements())
        .build();
  }

  private static LayerGradient layer(gradlab.v1.LayerGradient m) {
    return new LayerGradient(
        m.getLayer(),
        m.getMeanAbs(),
        m.hasL2Norm() ? m.getL2Norm() : Double.NaN,
        m.hasMaxAbs() ? m.getMaxAbs() : Double.NaN,
        m.hasZeroShare() ? m.getZeroShare() : Double.NaN,
        m.hasUpdateRatio() ? m.getUpdateRatio() : Double.NaN,
        m.getElements());
  }
}
