package gradlab.rpc;

import gradlab.diagnosis.Diagnosis;
import gradlab.diagnosis.Evidence;
import gradlab.diagnosis.Finding;
import gradlab.diagnosis.Measured;
import gradlab.diagnosis.Threshold;
import gradlab.diagnosis.Thresholds;
import gradlab.diagnosis.Verdict;
import gradlab.domain.GradientFlow;
import gradlab.domain.Provenance;
import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.domain.RunEvent.StepMetrics;
import gradlab.store.RunHistory;
import gradlab.store.RunLog;
import gradlab.store.RunView;
import gradlab.v1.DiagnoseRunRequest;
import gradlab.v1.DiagnoseRunResponse;
import gradlab.v1.DiagnosisThreshold;
import gradlab.wire.GradientMessages;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a run's figures say. */
final class Diagnoses {
  private Diagnoses() {}

  /**
   * @throws gradlab.domain.GradlabException.InvalidRequest where a threshold is not known or no
   *     limit
   */
  static DiagnoseRunResponse answer(RunLog log, DiagnoseRunRequest request) {
    Thresholds thresholds = thresholds(request.getThresholdsMap());
    RunView view = log.view();
    Measured measured =
        measured(view, RunHistory.epochs(log), GradientFlows.newest(log), view.lastStep());
    var diagnosis = Diagnosis.of(measured, thresholds);
    var response =
        DiagnoseRunResponse.newBuilder()
            .setVerdict(diagnosis.verdict().word())
            .setExplanation(explanation(diagnosis, view));
    diagnosis.findings().forEach(f -> response.addFindings(message(f)));
    measured.flow().ifPresent(flow -> response.setFlow(GradientMessages.message(flow)));
    for (Threshold threshold : Threshold.values()) {
      response.addThresholds(
          DiagnosisThreshold.newBuilder()
              .setName(threshold.word())
              .setValue(thresholds.of(threshold))
              .setDefaultValue(threshold.standard())
              .setReason(threshold.reason()));
    }
    return response.build();
  }

  private static String explanation(Diagnosis diagnosis, RunView view) {
    return diagnosis.verdict() == Verdict.UNKNOWN && view.config().imported().isPresent()
        ? "the run is imported without a gradient flow, and its losses alone show nothing wrong"
        : diagnosis.explanation();
  }

  /**
   * What a run has measured.
   *
   * @param epochs up to the step that is asked about, as are the others
   */
  static Measured measured(
      RunView view,
      List<EpochMetrics> epochs,
      Optional<GradientFlow> flow,
      Optional<StepMetrics> lastStep) {
    return new Measured(
        view.config().network().activationSlope(),
        epochs,
        flow,
        lastStep,
        view.provenance().flatMap(Provenance::classPrior));
  }

  private static Thresholds thresholds(Map<String, Double> asked) {
    var violations = new Violations();
    var set = new EnumMap<Threshold, Double>(Threshold.class);
    asked.forEach(
        (name, value) -> {
          String field = "thresholds[" + NetworkRules.shown(name) + "]";
          var known = Threshold.byWord(name);
          if (known.isEmpty()) {
            var names = Arrays.stream(Threshold.values()).map(Threshold::word).toList();
            violations.add(
                field,
                "is not known; there are %s%s"
                    .formatted(
                        String.join(", ", names),
                        NearestName.of(name, names)
                            .map(n -> "; did you mean " + n + "?")
                            .orElse("")));
          } else if (violations.notNegative(field, value)) {
            set.put(known.get(), value);
          }
        });
    violations.throwIfAny();
    return new Thresholds(set);
  }

  private static gradlab.v1.Finding message(Finding finding) {
    var message =
        gradlab.v1.Finding.newBuilder()
            .setVerdict(finding.verdict().word())
            .setExplanation(finding.explanation())
            .setAdvice(finding.advice());
    for (Evidence e : finding.evidence()) {
      message
          .addEvidenceBuilder()
          .setMeasure(e.measure())
          .setValue(e.value())
          .setThreshold(e.threshold())
          .setLimit(e.limit());
    }
    return message.build();
  }
}
