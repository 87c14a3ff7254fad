package gradlab.experiments.sweep;

import gradlab.domain.DeviceUse;
import gradlab.experiments.Spread;
import gradlab.store.SweepRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A sweep with how far it is.
 *
 * @param trials in the sweep's order
 */
public record SweepView(SweepRecord record, List<TrialView> trials) {
  public SweepView {
    trials = List.copyOf(trials);
  }

  public Ranking ranking() {
    return Ranking.of(record.metric()).orElseThrow();
  }

  /** The best first, those without a result last; of equals the sweep's order. */
  public List<TrialView> ranked() {
    var ranked = new ArrayList<>(trials);
    ranked.sort(
        Comparator.<TrialView>comparingInt(t -> t.best().isPresent() ? 0 : 1)
            .thenComparing(this::better));
    return ranked;
  }

  private int better(TrialView a, TrialView b) {
    if (a.best().isEmpty() || b.best().isEmpty()) {
      return 0;
    }
    double first = a.best().getAsDouble();
    double second = b.best().getAsDouble();
    return ranking().isBetter(first, second) ? -1 : ranking().isBetter(second, first) ? 1 : 0;
  }

  /** Empty where no trial has a result. */
  public Optional<TrialView> best() {
    return ranked().stream().findFirst().filter(t -> t.best().isPresent());
  }

  /** What all trials together have used up to now. */
  public DeviceUse use(Instant now) {
    var use = DeviceUse.NONE;
    for (TrialView trial : trials) {
      if (trial.run().isPresent()) {
        use = use.plus(trial.run().get().spending().at(now));
      }
    }
    return use;
  }

  /** Trials that are not at work and not waiting. */
  public long ended() {
    return trials.stream()
        .filter(
            t ->
                t.status().phase() == TrialStatus.Phase.FINISHED
                    || t.status().phase() == TrialStatus.Phase.DROPPED)
        .count();
  }

  /** Of the trials with one value of a setting: their best values, whatever the others are. */
  public record Effect(String field, String value, Spread best) {}

  /** Of each setting and value, in the order in which they first appear. */
  public List<Effect> effects() {
    var values = new LinkedHashMap<Map.Entry<String, String>, List<Double>>();
    for (TrialView trial : trials) {
      if (trial.best().isPresent()) {
        trial
            .parameters()
            .forEach(
                (field, value) ->
                    values
                        .computeIfAbsent(Map.entry(field, value), key -> new ArrayList<>())
                        .add(trial.best().getAsDouble()));
      }
    }
    var effects = new ArrayList<Effect>();
    values.forEach(
        (key, best) ->
            Spread.of(best.stream().mapToDouble(Double::doubleValue).toArray())
                .ifPresent(s -> effects.add(new Effect(key.getKey(), key.getValue(), s))));
    effects.sort(Comparator.comparing(Effect::field)); // stable: values stay in their order
    return effects;
  }
}
