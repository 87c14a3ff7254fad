package gradlab.store;

import gradlab.domain.Augmentation;
import gradlab.domain.Cause;
import gradlab.domain.ClassPrior;
import gradlab.domain.DeepSupervision;
import gradlab.domain.GradientFlow;
import gradlab.domain.GroupId;
import gradlab.domain.LayerActivation;
import gradlab.domain.LayerGradient;
import gradlab.domain.NetworkConfig;
import gradlab.domain.OptimizerConfig;
import gradlab.domain.Provenance;
import gradlab.domain.RunConfig;
import gradlab.domain.RunEvent;
import gradlab.domain.RunLimits;
import gradlab.domain.RunPolicy;
import gradlab.domain.RunState;
import gradlab.domain.ScheduleConfig;
import gradlab.domain.TrainingConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Any event and any configuration, with every double (also NaN and the infinities). */
public final class RunEvents {
  private RunEvents() {}

  private static Arbitrary<Double> doubles() {
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(9, Arbitraries.doubles()),
        net.jqwik.api.Tuple.of(
            1, Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, -0.0, 5e-324)));
  }

  private static Arbitrary<double[]> doubles(int count) {
    return doubles().array(double[].class).ofSize(count);
  }

  private static Arbitrary<long[]> longs(int count) {
    return Arbitraries.longs().array(long[].class).ofSize(count);
  }

  private static Arbitrary<String> text() {
    return Arbitraries.strings()
        .withChars('a', 'Z', ' ', '\n', '"', 'é', '漢', '\u0000')
        .ofMaxLength(20);
  }

  public static Arbitrary<Instant> instants() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 9_000_000_000L),
            Arbitraries.integers().between(0, 999_999_999))
        .as(Instant::ofEpochSecond);
  }

  public static Arbitrary<RunEvent> events() {
    return Arbitraries.oneOf(
        workerEvents(),
        Combinators.combine(Arbitraries.of(RunState.class), Arbitraries.of(Cause.class), text())
            .as((state, cause, reason) -> new RunEvent.StateChanged(state, cause, reason)),
        text().list().ofMaxSize(4).map(RunEvent.CheckpointsRemoved::new),
        Arbitraries.longs().map(RunEvent.Rewound::new));
  }

  /** Those that a worker may report. */
  public static Arbitrary<RunEvent> workerEvents() {
    return Arbitraries.oneOf(
        Combinators.combine(Arbitraries.integers(), provenance(), Arbitraries.longs())
            .as(RunEvent.AttemptStarted::new),
        Combinators.combine(longs(4), doubles(6)).as(RunEvents::step),
        Combinators.combine(longs(5), doubles(8)).as(RunEvents::epoch),
        flows().map(RunEvent.GradientsSampled::new),
        Combinators.combine(text(), longs(4), text())
            .as(
                (n, l, s) ->
                    new RunEvent.CheckpointSaved(
                        checkpointName(n), (int) l[0], l[1], l[2], s, (int) l[3])),
        Combinators.combine(Arbitraries.integers(), doubles(2))
            .as((e, d) -> new RunEvent.TestEvaluated(e, d[0], d[1])),
        Combinators.combine(Arbitraries.of(true, false), text()).as(RunEvent.Noted::new));
  }

  /** It becomes that of a file. */
  private static String checkpointName(String any) {
    return "epoch-%08x".formatted(any.hashCode());
  }

  private static RunEvent step(long[] l, double[] d) {
    return new RunEvent.StepMetrics(
        (int) l[0], l[1], (int) l[2], (int) l[3], d[0], d[1], d[2], d[3], d[4], d[5]);
  }

  private static RunEvent epoch(long[] l, double[] d) {
    var duration = Duration.ofSeconds(l[2] % 1_000_000, Math.floorMod(l[3], 1_000_000_000));
    return new RunEvent.EpochMetrics(
        (int) l[0], l[1], d[0], d[1], d[2], d[3], d[4], duration, d[5], d[6], (int) l[4], d[7]);
  }

  public static Arbitrary<GradientFlow> flows() {
    var layers =
        Combinators.combine(text(), doubles(5), Arbitraries.longs())
            .as((n, d, e) -> new LayerGradient(n, d[0], d[1], d[2], d[3], d[4], e))
            .list()
            .ofMaxSize(8);
    return Combinators.combine(
            Arbitraries.integers(),
            Arbitraries.longs(),
            Arbitraries.of(true, false),
            layers,
            activations().list().ofMaxSize(8))
        .as(GradientFlow::new);
  }

  private static Arbitrary<LayerActivation> activations() {
    var deadShare = Arbitraries.doubles().optional();
    return Combinators.combine(text(), doubles(3), deadShare, Arbitraries.longs())
        .as(
            (name, d, dead, elements) ->
                new LayerActivation(
                    name,
                    d[0],
                    d[1],
                    d[2],
                    dead.map(OptionalDouble::of).orElse(OptionalDouble.empty()),
                    elements));
  }

  private static Arbitrary<Provenance> provenance() {
    var prior = doubles(2).map(d -> new ClassPrior(d[0], d[1])).optional();
    return Combinators.combine(text().array(String[].class).ofSize(9), longs(5), prior)
        .as(
            (s, l, p) ->
                new Provenance(
                    s[0],
                    s[1],
                    s[2],
                    s[3],
                    s[4],
                    (int) l[0],
                    s[5],
                    s[6],
                    s[7],
                    s[8],
                    "",
                    (int) l[1],
                    (int) l[2],
                    l[3],
                    l[4],
                    p));
  }

  private static NetworkConfig network(String name, long[] l, double[] d) {
    var heads = l[0] > 0 ? DeepSupervision.Heads.STAGE : DeepSupervision.Heads.BLOCK;
    return new NetworkConfig(
        name,
        "plain",
        (int) l[0],
        (int) l[1],
        (int) l[2],
        (int) l[3],
        d[0],
        l[4] > 0 ? Optional.of(new DeepSupervision(d[1], heads)) : Optional.empty(),
        (int) l[5],
        l[6] > 0 ? OptionalInt.of((int) l[7]) : OptionalInt.empty(),
        d[2],
        d[3]);
  }

  public static Arbitrary<RunConfig> configs() {
    var tags = Arbitraries.maps(text(), text()).ofMaxSize(4);
    var name = text().map(n -> "n" + n);
    return Combinators.combine(longs(8), doubles(4), trainings(), name, tags, policies(), groups())
        .as(
            (l, d, training, n, t, policy, group) ->
                new RunConfig(
                    network(n, l, d),
                    training,
                    n + "!",
                    t,
                    t.isEmpty() ? "" : "w" + n,
                    policy,
                    group));
  }

  private static Arbitrary<Optional<GroupId>> groups() {
    return Arbitraries.of("g-a", "g-vgg-08-plain-3f2a1c").map(GroupId::of).optional();
  }

  private static Arbitrary<RunPolicy> policies() {
    return Combinators.combine(
            longs(4), Arbitraries.of(true, false), Arbitraries.of(true, false), limits())
        .as(
            (l, guard, test, limits) ->
                new RunPolicy(
                    (int) l[0],
                    (int) l[1],
                    Duration.ofMillis(l[2] % 1_000_000_000),
                    (int) l[3],
                    guard,
                    test,
                    limits));
  }

  private static Arbitrary<RunLimits> limits() {
    var duration = Arbitraries.longs().between(1, 1_000_000_000).map(Duration::ofMillis).optional();
    var cost = Arbitraries.doubles().greaterThan(0).optional();
    return Combinators.combine(duration, cost)
        .as((d, c) -> new RunLimits(d, c.map(OptionalDouble::of).orElse(OptionalDouble.empty())));
  }

  /** Events that the API shows as notes. */
  static Arbitrary<RunEvent> aboutLimits() {
    return Arbitraries.oneOf(
        limits().map(RunEvent.LimitsChanged::new),
        Combinators.combine(text(), text()).as(RunEvent.LimitWarned::new));
  }

  /** Every optimiser and schedule. */
  public static Arbitrary<TrainingConfig> trainings() {
    var yesNo = Arbitraries.of(true, false);
    var augmentations = Combinators.combine(yesNo, yesNo).as(Augmentation::new);
    return Combinators.combine(longs(7), doubles(3), optimizers(), schedules(), augmentations)
        .as(
            (l, d, optimizer, schedule, augmentation) ->
                new TrainingConfig(
                    (int) l[0],
                    l[1],
                    (int) l[2],
                    d[0],
                    schedule,
                    optimizer,
                    d[1],
                    d[2],
                    augmentation,
                    l[3],
                    (int) l[4],
                    (int) l[5],
                    (int) l[6]));
  }

  private static Arbitrary<OptimizerConfig> optimizers() {
    return Arbitraries.oneOf(
        doubles().map(OptimizerConfig.Adam::new), doubles().map(OptimizerConfig.Sgd::new));
  }

  private static Arbitrary<ScheduleConfig> schedules() {
    return Arbitraries.oneOf(
        Combinators.combine(doubles(), Arbitraries.integers()).as(ScheduleConfig.Cosine::new),
        Arbitraries.just(new ScheduleConfig.Constant()),
        Combinators.combine(Arbitraries.integers(), doubles()).as(ScheduleConfig.Step::new));
  }
}
