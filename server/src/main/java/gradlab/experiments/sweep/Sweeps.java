package gradlab.experiments.sweep;

import gradlab.domain.DeviceUse;
import gradlab.domain.FieldViolation;
import gradlab.domain.GradlabException;
import gradlab.domain.GradlabException.InvalidRequest;
import gradlab.domain.GradlabException.LimitReached;
import gradlab.domain.GradlabException.NotFound;
import gradlab.domain.GradlabException.WrongState;
import gradlab.domain.Halving;
import gradlab.domain.RunConfig;
import gradlab.domain.RunLimits;
import gradlab.domain.RunState;
import gradlab.domain.SweepId;
import gradlab.domain.SweepState;
import gradlab.experiments.sweep.SweepPlan.Step;
import gradlab.experiments.sweep.TrialStatus.Phase;
import gradlab.runs.RunManager;
import gradlab.store.RunView;
import gradlab.store.SweepFiles;
import gradlab.store.SweepRecord;
import gradlab.store.SweepRecord.TestLook;
import gradlab.store.SweepRecord.Trial;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All sweeps of a server. {@link #tick} is to be called about once a second; it starts and promotes
 * trials. What was decided is on disk before it is done, and a trial's run is started by a request
 * id of its own, so a kill at any moment loses nothing and starts nothing twice. Thread-safe.
 */
public final class Sweeps {
  private static final Logger LOGGER = LoggerFactory.getLogger(Sweeps.class);

  private final RunManager runs;
  private final SweepFiles files;
  private final TrialRuns trialRuns;
  private final Clock clock;
  private final SweepReader reader;
  private final Map<SweepId, SweepRecord> sweeps = new LinkedHashMap<>();

  /** Reads the sweeps there are. */
  public Sweeps(RunManager runs, SweepFiles files, TrialRuns trialRuns, Clock clock) {
    this.runs = runs;
    this.files = files;
    this.trialRuns = trialRuns;
    this.clock = clock;
    this.reader = new SweepReader(runs);
    files.read().stream()
        .sorted(Comparator.comparing(SweepRecord::createTime))
        .forEach(s -> sweeps.put(s.id(), s));
  }

  /**
   * What is wanted.
   *
   * @param requestId may be empty
   */
  public record Wanted(
      String name,
      String requestId,
      List<Trial> trials,
      Optional<Halving> halving,
      Ranking ranking,
      int parallel,
      RunLimits limits) {}

  /**
   * Starts a sweep. The same (not empty) request id again answers with the same sweep.
   *
   * @throws InvalidRequest where the request id was used for another sweep
   */
  public synchronized SweepView start(Wanted wanted) {
    var earlier =
        sweeps.values().stream()
            .filter(s -> !s.requestId().isEmpty() && s.requestId().equals(wanted.requestId()))
            .findFirst();
    if (earlier.isPresent()) {
      var begun = earlier.get().trials(); // it may have been extended since
      int count = Math.min(wanted.trials().size(), begun.size());
      if (!begun.subList(0, count).equals(wanted.trials())) {
        throw new InvalidRequest(
            List.of(
                new FieldViolation(
                    "request_id",
                    "already used for sweep %s with other trials; use a new one"
                        .formatted(earlier.get().id()))));
      }
      return reader.read(earlier.get());
    }
    var sweep =
        new SweepRecord(
            newId(wanted.trials().get(0).config()),
            wanted.name(),
            wanted.requestId(),
            clock.instant(),
            SweepState.RUNNING,
            "",
            wanted.trials(),
            wanted.halving(),
            wanted.ranking().word(),
            wanted.parallel(),
            wanted.limits(),
            List.of());
    put(sweep);
    advance(sweep);
    return view(sweep.id());
  }

  private SweepId newId(RunConfig config) {
    String network =
        config.network().network().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String stem = network.substring(0, Math.min(40, network.length()));
    while (true) {
      int random = ThreadLocalRandom.current().nextInt(1 << 24);
      var id = SweepId.of("s-%s-%06x".formatted(stem, random));
      if (!sweeps.containsKey(id)) {
        return id;
      }
    }
  }

  /** On disk first. */
  private void put(SweepRecord sweep) {
    files.write(sweep);
    sweeps.put(sweep.id(), sweep);
  }

  /** NotFound where there is none. */
  public synchronized SweepView view(SweepId id) {
    return reader.read(record(id));
  }

  /** The newest first. */
  public synchronized List<SweepView> all() {
    var all = new ArrayList<SweepView>();
    sweeps.values().forEach(s -> all.add(0, reader.read(s)));
    return all;
  }

  /** The sweep that the run is a trial of. */
  public synchronized Optional<SweepId> sweepOf(RunView run) {
    int slash = run.requestId().lastIndexOf('/');
    if (slash < 0 || !SweepId.isOne(run.requestId().substring(0, slash))) {
      return Optional.empty();
    }
    return Optional.of(SweepId.of(run.requestId().substring(0, slash))).filter(sweeps::containsKey);
  }

  private SweepRecord record(SweepId id) {
    return Optional.ofNullable(sweeps.get(id))
        .orElseThrow(
            () ->
                new NotFound(
                    "there is no sweep %s; `sweep list` lists those there are".formatted(id)));
  }

  /** Pauses what trains, then the sweep. */
  public synchronized SweepView pause(SweepId id) {
    var sweep = record(id);
    if (sweep.state() != SweepState.RUNNING) {
      throw refused(sweep, "paused");
    }
    active(sweep).forEach(run -> tolerant("pause", run, () -> runs.pause(run.id())));
    put(sweep.in(SweepState.PAUSED, "paused by request"));
    return view(id);
  }

  /** Stops what trains, then the sweep. */
  public synchronized SweepView stop(SweepId id) {
    var sweep = record(id);
    if (sweep.state() != SweepState.RUNNING && sweep.state() != SweepState.PAUSED) {
      throw refused(sweep, "stopped");
    }
    return stop(sweep, "stopped by request");
  }

  private SweepView stop(SweepRecord sweep, String why) {
    active(sweep).forEach(run -> tolerant("stop", run, () -> runs.stop(run.id())));
    put(sweep.in(SweepState.STOPPED, why));
    return view(sweep.id());
  }

  /** Goes on with the trials that were paused, or stopped with the sweep. */
  public synchronized SweepView resume(SweepId id) {
    var sweep = record(id);
    if (sweep.state() != SweepState.PAUSED && sweep.state() != SweepState.STOPPED) {
      throw refused(sweep, "resumed");
    }
    return goOn(sweep, "resumed by request");
  }

  private SweepView goOn(SweepRecord sweep, String why) {
    put(sweep.in(SweepState.RUNNING, why));
    for (TrialView trial : reader.read(sweep).trials()) {
      trial
          .run()
          .filter(r -> r.state() == RunState.PAUSED || r.state() == RunState.STOPPED)
          .ifPresent(r -> tolerant("resume", r, () -> trialRuns.resume(r.id())));
    }
    advance(record(sweep.id()));
    return view(sweep.id());
  }

  /**
   * Adds trials, or changes what the sweep may use; one that has ended goes on.
   *
   * @param more of the same settings
   */
  public synchronized SweepView extend(SweepId id, List<Trial> more, RunLimits limits) {
    var extended = record(id).extended(more, limits);
    put(extended);
    return extended.state() == SweepState.PAUSED ? view(id) : goOn(extended, "extended by request");
  }

  /**
   * Queues the evaluation of the test split with the best trial.
   *
   * @param again also where that was done before
   * @return the winner's run
   */
  public synchronized RunView evaluate(SweepId id, boolean again) {
    var sweep = record(id);
    if (sweep.state() != SweepState.COMPLETED && sweep.state() != SweepState.STOPPED) {
      throw new WrongState(
          "sweep %s is %s: the test split is for its winner, which is known when it has ended"
              .formatted(id, sweep.state()));
    }
    if (!sweep.testLooks().isEmpty() && !again) {
      var look = sweep.testLooks().get(0);
      throw new WrongState(
          "the test split was evaluated for sweep %s already (run %s, %s): a second look makes it part of the selection; --again does it all the same, and is recorded"
              .formatted(id, look.run(), look.time()));
    }
    var best =
        reader
            .read(sweep)
            .best()
            .flatMap(TrialView::run)
            .orElseThrow(() -> new WrongState("sweep %s has no trial with a result".formatted(id)));
    put(sweep.lookedAt(new TestLook(best.id(), clock.instant()))); // before anything is seen
    return runs.evaluate(best.id(), false);
  }

  private static WrongState refused(SweepRecord sweep, String what) {
    return new WrongState(
        "sweep %s is %s: it cannot be %s".formatted(sweep.id(), sweep.state(), what));
  }

  private List<RunView> active(SweepRecord sweep) {
    return reader.read(sweep).trials().stream()
        .filter(t -> t.status().phase() == Phase.ACTIVE)
        .flatMap(t -> t.run().stream())
        .toList();
  }

  /** A run that ended by itself in this moment is no error. */
  private static void tolerant(String what, RunView run, Supplier<RunView> act) {
    try {
      act.get();
    } catch (WrongState e) {
      LOGGER.info("run {} was not to {}: {}", run.id(), what, e.getMessage());
    }
  }

  /** Starts and promotes what can be, in all sweeps. */
  public synchronized void tick() {
    for (SweepRecord sweep : List.copyOf(sweeps.values())) {
      if (sweep.state() == SweepState.RUNNING) {
        try {
          advance(sweep);
        } catch (RuntimeException e) {
          LOGGER.error("sweep {} cannot go on for now", sweep.id(), e);
        }
      }
    }
  }

  private void advance(SweepRecord sweep) {
    var view = reader.read(sweep);
    Optional<String> used = usedUp(sweep.limits(), view.use(clock.instant()));
    if (used.isPresent()) {
      stop(sweep, used.get());
      return;
    }
    var plan = new SweepPlan(sweep.halving(), sweep.parallel());
    while (true) {
      List<TrialStatus> statuses = view.trials().stream().map(TrialView::status).toList();
      Optional<Step> step = plan.next(statuses);
      if (step.isEmpty()) {
        if (plan.isDone(statuses)) {
          put(sweep.in(SweepState.COMPLETED, summary(view)));
        }
        return;
      }
      try {
        act(sweep, view, step.get());
      } catch (LimitReached e) {
        say(sweep, "waits: " + e.getMessage());
        return;
      } catch (GradlabException e) {
        stop(sweep, "a trial could not be started: " + e.getMessage());
        return;
      }
      view = reader.read(sweep);
    }
  }

  /** A reason that changes nothing is written once. */
  private void say(SweepRecord sweep, String why) {
    if (!sweep.stateReason().equals(why)) {
      put(sweep.in(sweep.state(), why));
    }
  }

  private void act(SweepRecord sweep, SweepView view, Step step) {
    if (step instanceof Step.Start start) {
      var trial = sweep.trials().get(start.trial());
      int first =
          sweep.halving().map(h -> h.rungs().get(0)).orElse(trial.config().training().epochs());
      var tags = Map.of("sweep", sweep.id().value(), "trial", Integer.toString(start.trial()));
      try {
        trialRuns.start(
            trial.config().until(first).tagged(tags),
            SweepReader.requestId(sweep.id(), start.trial()));
      } finally {
        reader.started(sweep.id(), start.trial());
      }
    } else if (step instanceof Step.Promote promote) {
      var run = view.trials().get(promote.trial()).run().orElseThrow();
      trialRuns.extend(run.id(), promote.epochs());
    }
  }

  private static Optional<String> usedUp(RunLimits limits, DeviceUse use) {
    if (limits.maxDuration().isPresent() && use.time().compareTo(limits.maxDuration().get()) >= 0) {
      return Optional.of(
          "its time on the device is used up: %s of %s"
              .formatted(inWords(use.time()), inWords(limits.maxDuration().get())));
    }
    if (limits.maxCost().isPresent() && use.cost() >= limits.maxCost().getAsDouble()) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "its budget is used up: %.2f of %.2f",
              use.cost(),
              limits.maxCost().getAsDouble()));
    }
    return Optional.empty();
  }

  private static String inWords(Duration time) {
    return "%.2f h".formatted(time.toMillis() / 3.6e6);
  }

  private static String summary(SweepView view) {
    return view.best()
        .map(
            b ->
                String.format(
                    Locale.ROOT,
                    "all trials are done; the best is trial %d (%s) with %s %.4f",
                    b.index(),
                    b.run().orElseThrow().id(),
                    view.record().metric(),
                    b.best().getAsDouble()))
        .orElse("all trials are done; none has a result");
  }
}
