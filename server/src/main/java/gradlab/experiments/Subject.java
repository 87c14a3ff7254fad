package gradlab.experiments;

import gradlab.domain.GradientFlow;
import gradlab.domain.LayerGradient;
import gradlab.domain.RunConfig;
import gradlab.domain.RunEvent.EpochMetrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What is compared: a run, or a group of runs that differ in their seed.
 *
 * @param id of the run or the group
 * @param members at least one
 */
public record Subject(String id, String name, List<Member> members) {
  public Subject {
    members = List.copyOf(members);
  }

  /** Of all members but for their seeds. */
  public RunConfig config() {
    return members.get(0).view().config();
  }

  /** The last epoch that all members have finished; empty: one has finished none. */
  public OptionalInt lastCommonEpoch() {
    int last = Integer.MAX_VALUE;
    for (Member member : members) {
      last = Math.min(last, member.lastEpoch().orElse(-1));
    }
    return last < 0 ? OptionalInt.empty() : OptionalInt.of(last);
  }

  /** Every epoch that at least one member has finished, in order. */
  public List<Integer> epochs() {
    var epochs = new TreeSet<Integer>();
    members.forEach(m -> m.epochs().forEach(e -> epochs.add(e.epoch())));
    return List.copyOf(epochs);
  }

  /** Over the members that have finished the epoch; empty where none has. */
  public Optional<Spread> at(int epoch, ToDoubleFunction<EpochMetrics> value) {
    return spread(m -> m.at(epoch, value));
  }

  /** Over the members that have it. */
  public Optional<Spread> of(Metric metric, int epoch) {
    return spread(m -> metric.of(m, epoch));
  }

  /** The epoch of the best validation accuracy. */
  public Optional<Spread> bestEpoch() {
    return spread(Member::bestEpoch);
  }

  /** Epochs until a validation accuracy was first reached, over the members that did. */
  public Optional<Spread> epochsToReach(double valAcc) {
    return spread(m -> toReach(m, valAcc, epochs -> epochs.size()));
  }

  /** The time of these epochs in seconds, over the members of which it is known. */
  public Optional<Spread> secondsToReach(double valAcc) {
    return spread(
        m ->
            m.view().config().imported().isPresent()
                ? OptionalDouble.empty()
                : toReach(m, valAcc, Subject::seconds));
  }

  private static double seconds(List<EpochMetrics> epochs) {
    return epochs.stream().mapToDouble(e -> e.duration().toMillis() / 1e3).sum();
  }

  private static OptionalDouble toReach(
      Member member, double valAcc, ToDoubleFunction<List<EpochMetrics>> value) {
    return member.untilReached(valAcc).stream().mapToDouble(value).findFirst();
  }

  public Optional<Spread> gradientRatio() {
    return ofFlow(GradientFlow::gradientRatio);
  }

  public Optional<Spread> decadesLost() {
    return ofFlow(GradientFlow::decadesLost);
  }

  private Optional<Spread> ofFlow(Function<GradientFlow, OptionalDouble> value) {
    return spread(m -> m.flow().map(value).orElse(OptionalDouble.empty()));
  }

  /** mean |g| by layer, in the order of construction. */
  public Map<String, Spread> layers() {
    var values = new LinkedHashMap<String, List<Double>>();
    for (Member member : members) {
      for (LayerGradient g : member.flow().map(GradientFlow::layers).orElse(List.of())) {
        values.computeIfAbsent(g.layer(), layer -> new ArrayList<>()).add(g.meanAbs());
      }
    }
    var spreads = new LinkedHashMap<String, Spread>();
    values.forEach(
        (layer, v) ->
            spreads.put(
                layer,
                Spread.of(v.stream().mapToDouble(Double::doubleValue).toArray()).orElseThrow()));
    return spreads;
  }

  private Optional<Spread> spread(Function<Member, OptionalDouble> value) {
    return Spread.of(members.stream().map(value).flatMapToDouble(OptionalDouble::stream).toArray());
  }
}
