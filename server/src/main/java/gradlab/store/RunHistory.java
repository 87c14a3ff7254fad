package gradlab.store;

import gradlab.domain.GradientFlow;
import gradlab.domain.RunEvent;
import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.domain.RunEvent.GradientsSampled;
import gradlab.domain.RunEvent.Rewound;
import gradlab.domain.RunEvent.StepMetrics;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a run measured, in order, after rewinds: of a step that was trained twice the later one.
 * Reads the log up to its newest event, and of a long one only the parts that have what is wanted;
 * holds only that. CorruptLogException where the log is damaged, UncheckedIOException where it
 * cannot be read.
 */
public final class RunHistory {
  private RunHistory() {}

  public static List<EpochMetrics> epochs(RunLog log) {
    return read(log, EpochMetrics.class, (m, trail) -> trail.add(m.step(), m));
  }

  public static List<StepMetrics> steps(RunLog log, Predicate<StepMetrics> wanted) {
    return read(
        log,
        StepMetrics.class,
        (m, trail) -> {
          if (wanted.test(m)) {
            trail.add(m.step(), m);
          }
        });
  }

  public static List<GradientFlow> flows(RunLog log, Predicate<GradientFlow> wanted) {
    return flows(log, wanted, flow -> flow);
  }

  /** As above, of each flow only what is made of it. */
  public static <T> List<T> flows(
      RunLog log, Predicate<GradientFlow> wanted, Function<GradientFlow, T> kept) {
    return read(
        log,
        GradientsSampled.class,
        (sampled, trail) -> {
          if (wanted.test(sampled.flow())) {
            trail.add(sampled.flow().step(), kept.apply(sampled.flow()));
          }
        });
  }

  /** The newest of the flows that are wanted. */
  public static Optional<GradientFlow> lastFlow(RunLog log, Predicate<GradientFlow> wanted) {
    // first only where it is: all flows of a long run are more than a server can hold
    var steps = flows(log, wanted, GradientFlow::step);
    return steps.isEmpty()
        ? Optional.empty()
        : last(flows(log, f -> wanted.test(f) && f.step() == steps.get(steps.size() - 1)));
  }

  private static <T> Optional<T> last(List<T> values) {
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
  }

  private interface Collector<E, T> {
    void add(E event, Trail<T> trail);
  }

  private static <E extends RunEvent, T> List<T> read(
      RunLog log, Class<E> kind, Collector<E, T> collector) {
    var trail = new Trail<T>();
    try (var events = LogExcerpt.of(log, Set.of(kind, Rewound.class))) {
      for (Optional<StoredEvent> next = events.next(); next.isPresent(); next = events.next()) {
        RunEvent event = next.get().event();
        if (event instanceof Rewound r) {
          trail.rewind(r.toStep());
        } else {
          collector.add(kind.cast(event), trail);
        }
      }
    }
    return trail.values();
  }
}
