package gradlab.rpc;

import gradlab.domain.GradlabException.NotFound;
import gradlab.domain.GroupId;
import gradlab.domain.RunId;
import gradlab.experiments.Contrast;
import gradlab.experiments.Member;
import gradlab.experiments.Metric;
import gradlab.experiments.Subject;
import gradlab.runs.RunManager;
import gradlab.store.RunHistory;
import gradlab.store.RunView;
import gradlab.v1.CompareRunsRequest;
import gradlab.v1.CompareRunsResponse;
import gradlab.v1.ComparedSubject;
import gradlab.v1.LayerSpread;
import gradlab.v1.TimeToReach;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** CompareRuns: runs and groups at the end of the same epoch. */
final class Comparisons {
  private static final int MOST_SUBJECTS = 12;
  private static final int MOST_THRESHOLDS = 8;

  private final RunManager runs;
  private final Groups groups;

  Comparisons(RunManager runs, Groups groups) {
    this.runs = runs;
    this.groups = groups;
  }

  /** NotFound where one does not exist or has not come so far; says which. */
  CompareRunsResponse compare(CompareRunsRequest request) {
    check(request);
    List<Subject> without = request.getSubjectIdsList().stream().map(this::subject).toList();
    int epoch = epoch(request, without);
    List<Subject> subjects = named(without).stream().map(s -> withFlows(s, epoch)).toList();
    var response = CompareRunsResponse.newBuilder().setEpoch(epoch);
    subjects.forEach(
        s -> response.addSubjects(message(s, epoch, request.getValAccThresholdsList())));
    response.addAllConfigDifferences(ConfigDifferences.of(subjects));
    for (int i = 1; i < subjects.size(); i++) {
      for (Metric metric : Metric.values()) {
        int subject = i;
        Contrast.of(subjects.get(i), subjects.get(0), metric, epoch)
            .ifPresent(c -> response.addContrasts(message(subject, c)));
      }
    }
    return response.build();
  }

  private static void check(CompareRunsRequest request) {
    var violations = new Violations();
    int count = request.getSubjectIdsCount();
    if (count < 2 || count > MOST_SUBJECTS) {
      violations.add(
          "subject_ids",
          "names %d runs and groups, must name 2 to %d".formatted(count, MOST_SUBJECTS));
    }
    violations.eachOnce(
        "subject_ids",
        request.getSubjectIdsList(),
        id -> "names " + NetworkRules.shown(id) + " more than once");
    if (request.hasEpoch()) {
      violations.atLeast("epoch", request.getEpoch(), 0);
    }
    if (request.getValAccThresholdsCount() > MOST_THRESHOLDS) {
      violations.add(
          "val_acc_thresholds",
          "has %d values, at most %d are allowed"
              .formatted(request.getValAccThresholdsCount(), MOST_THRESHOLDS));
    }
    for (double threshold : request.getValAccThresholdsList()) {
      if (!(threshold > 0 && threshold <= 1)) {
        violations.add(
            "val_acc_thresholds",
            "has %s, must be a fraction above 0, at most 1".formatted(threshold));
      }
    }
    violations.throwIfAny();
  }

  private Subject subject(String id) {
    if (GroupId.isOne(id)) {
      var group = GroupId.of(id);
      return Groups.subject(group, groups.members(group).stream().map(this::member).toList());
    }
    var view = runs.view(RunId.of(id));
    return new Subject(id, view.config().name(), List.of(member(view)));
  }

  private Member member(RunView view) {
    return new Member(view, RunHistory.epochs(runs.log(view.id())));
  }

  /** Where two have the same name, with their ids. */
  private static List<Subject> named(List<Subject> subjects) {
    var names = RunNames.of(subjects.stream().map(Subject::name).toList());
    return subjects.stream()
        .map(s -> new Subject(s.id(), names.of(s.name(), s.id()), s.members()))
        .toList();
  }

  private static int epoch(CompareRunsRequest request, List<Subject> subjects) {
    int last = Integer.MAX_VALUE;
    for (Subject subject : subjects) {
      OptionalInt common = subject.lastCommonEpoch();
      if (common.isEmpty()) {
        throw new NotFound(
            "%s %s: there is nothing to compare before the end of an epoch"
                .formatted(
                    subject.id(),
                    subject.members().size() > 1
                        ? "has a run that has not finished an epoch yet"
                        : "has not finished an epoch yet"));
      }
      if (request.hasEpoch() && request.getEpoch() > common.getAsInt()) {
        throw new NotFound(
            "%s has not finished epoch %d yet; the last that all its runs have finished is %d"
                .formatted(subject.id(), request.getEpoch(), common.getAsInt()));
      }
      last = Math.min(last, common.getAsInt());
    }
    return request.hasEpoch() ? request.getEpoch() : last;
  }

  private Subject withFlows(Subject subject, int epoch) {
    var members = new ArrayList<Member>();
    for (Member m : subject.members()) {
      var flow =
          RunHistory.flows(runs.log(m.view().id()), f -> f.epochEnd() && f.epoch() == epoch)
              .stream()
              .reduce((earlier, later) -> later);
      members.add(new Member(m.view(), m.epochs(), flow));
    }
    return new Subject(subject.id(), subject.name(), members);
  }

  private static ComparedSubject message(Subject subject, int epoch, List<Double> thresholds) {
    var message =
        ComparedSubject.newBuilder()
            .setSubjectId(subject.id())
            .setName(subject.name())
            .setN(subject.members().size())
            .setMetrics(SpreadMessages.epoch(subject, epoch));
    subject
        .of(Metric.BEST_VAL_ACC, epoch)
        .map(SpreadMessages::spread)
        .ifPresent(message::setBestValAcc);
    subject.bestEpoch().map(SpreadMessages::spread).ifPresent(message::setBestEpoch);
    subject.of(Metric.TEST_ACC, epoch).map(SpreadMessages::spread).ifPresent(message::setTestAcc);
    thresholds.forEach(t -> message.addReached(reached(subject, t)));
    subject
        .layers()
        .forEach(
            (layer, spread) ->
                message.addLayers(
                    LayerSpread.newBuilder()
                        .setLayer(layer)
                        .setMeanAbs(SpreadMessages.spread(spread))));
    subject.gradientRatio().map(SpreadMessages::spread).ifPresent(message::setGradientRatio);
    subject.decadesLost().map(SpreadMessages::spread).ifPresent(message::setDecadesLost);
    return message.build();
  }

  private static TimeToReach reached(Subject subject, double valAcc) {
    var message = TimeToReach.newBuilder().setValAcc(valAcc);
    subject
        .epochsToReach(valAcc)
        .ifPresent(s -> message.setN(s.n()).setEpochs(SpreadMessages.spread(s)));
    subject.secondsToReach(valAcc).map(SpreadMessages::spread).ifPresent(message::setSeconds);
    return message.build();
  }

  private static gradlab.v1.Contrast message(int subject, Contrast c) {
    var message =
        gradlab.v1.Contrast.newBuilder()
            .setSubject(subject)
            .setMetric(c.metric().word())
            .setDifference(c.difference())
            .setSentence(c.sentence());
    c.interval()
        .ifPresent(
            i ->
                message
                    .setHalfWidth(i.halfWidth())
                    .setDegreesOfFreedom(i.degreesOfFreedom())
                    .setEffectSize(i.effectSize()));
    return message.build();
  }
}
