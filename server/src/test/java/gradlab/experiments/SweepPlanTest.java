package gradlab.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.domain.Halving;
import gradlab.experiments.sweep.SweepPlan;
import gradlab.experiments.sweep.SweepPlan.Step;
import gradlab.experiments.sweep.TrialStatus;
import gradlab.experiments.sweep.TrialStatus.Phase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SweepPlanTest {
  private static final int TRIALS = 27;
  private static final Halving HALVING = new Halving(1, 27, 3);

  /** Trials whose value is known: the same after every epoch. */
  private static final class Scripted {
    final double[] value;
    final int[] epochs;
    final int[] finished;
    final boolean[] dropped;

    Scripted(double[] value) {
      this.value = value;
      epochs = new int[value.length];
      finished = new int[value.length];
      dropped = new boolean[value.length];
    }

    List<TrialStatus> statuses() {
      var statuses = new ArrayList<TrialStatus>();
      for (int i = 0; i < value.length; i++) {
        statuses.add(
            new TrialStatus(i, phase(i), epochs[i], Collections.nCopies(finished[i], value[i])));
      }
      return statuses;
    }

    private Phase phase(int i) {
      if (dropped[i]) {
        return Phase.DROPPED;
      }
      if (epochs[i] == 0) {
        return Phase.WAITING;
      }
      return finished[i] < epochs[i] ? Phase.ACTIVE : Phase.FINISHED;
    }

    void apply(Step step, int first) {
      if (step instanceof Step.Start start) {
        epochs[start.trial()] = first;
      } else if (step instanceof Step.Promote promote) {
        epochs[promote.trial()] = promote.epochs();
      }
    }

    int total() {
      int total = 0;
      for (int e : finished) {
        total += e;
      }
      return total;
    }
  }

  /** Better and better. */
  private static double[] improving() {
    return IntStream.range(0, TRIALS).asDoubleStream().toArray();
  }

  private static List<Step> finishAllInTurn(Scripted trials, SweepPlan plan, int first) {
    var steps = new ArrayList<Step>();
    for (int i = 0; i < 1000; i++) {
      Optional<Step> step = plan.next(trials.statuses());
      if (step.isEmpty()) {
        break;
      }
      steps.add(step.get());
      trials.apply(step.get(), first);
      for (int t = 0; t < TRIALS; t++) {
        trials.finished[t] = trials.epochs[t];
      }
    }
    assertThat(plan.isDone(trials.statuses())).isTrue();
    return steps;
  }

  /**
   * The sets are those of Algorithm 2 of Li et al. (2020), written down in another language, with
   * one worker and these values.
   */
  @Test
  void promotesWhomThePublishedAlgorithmDoes() {
    var trials = new Scripted(IntStream.range(0, TRIALS).mapToDouble(i -> i * 10 % 27).toArray());
    finishAllInTurn(trials, new SweepPlan(Optional.of(HALVING), 1), 1);
    assertThat(trained(trials, 3)).containsExactly(2, 5, 8, 10, 13, 16, 18, 21, 24);
    assertThat(trained(trials, 9)).containsExactly(8, 16, 24);
    assertThat(trained(trials, 27)).containsExactly(8);
    assertThat(trials.total()).isEqualTo(81);
  }

  private static int[] trained(Scripted trials, int atLeast) {
    return IntStream.range(0, TRIALS).filter(i -> trials.finished[i] >= atLeast).toArray();
  }

  /** The best first: it goes on as soon as there are three, and nobody overtakes it. */
  @Test
  void theBestIsPromotedAllTheWay() {
    var trials = new Scripted(IntStream.range(0, TRIALS).mapToDouble(i -> -i).toArray());
    finishAllInTurn(trials, new SweepPlan(Optional.of(HALVING), 1), 1);
    assertThat(trained(trials, 3)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(trained(trials, 9)).containsExactly(0, 1, 2);
    assertThat(trained(trials, 27)).containsExactly(0);
    assertThat(trials.total()).isEqualTo(18 + 6 * 3 + 2 * 9 + 27);
  }

  /** Each better than all before: the worst case, in which all but the first two are promoted. */
  @Test
  void whoIsBestSoFarIsPromotedAlsoWhereBetterOnesCome() {
    var trials = new Scripted(improving());
    finishAllInTurn(trials, new SweepPlan(Optional.of(HALVING), 1), 1);
    assertThat(trials.total()).isEqualTo(2 * (1 + 3 + 9) + 21 * 27);
  }

  /** In any order and however they overlap, the best third of each rung goes on, in the end. */
  @Test
  void theBestThirdOfEachRungGoesOn() {
    for (int seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      var trials = new Scripted(random.doubles(TRIALS).toArray());
      int parallel = 1 + random.nextInt(5);
      var plan = new SweepPlan(Optional.of(HALVING), parallel);
      while (!plan.isDone(trials.statuses())) {
        Optional<Step> step = plan.next(trials.statuses());
        if (step.isPresent()) {
          trials.apply(step.get(), 1);
        } else {
          finishOne(trials, random);
        }
        long active = trials.statuses().stream().filter(t -> t.phase() == Phase.ACTIVE).count();
        assertThat(active).isLessThanOrEqualTo(parallel);
      }
      assertThat(trained(trials, 1)).hasSize(TRIALS);
      for (int epochs : new int[] {1, 3, 9}) {
        var there =
            Arrays.stream(trained(trials, epochs))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -trials.value[i]))
                .toList();
        assertThat(there.subList(0, there.size() / 3))
            .allMatch(i -> trials.finished[i] >= 3 * epochs);
      }
    }
  }

  private static void finishOne(Scripted trials, Random random) {
    int start = random.nextInt(TRIALS);
    for (int i = 0; i < TRIALS; i++) {
      int t = (start + i) % TRIALS;
      if (trials.finished[t] < trials.epochs[t]) {
        trials.finished[t] = trials.epochs[t];
        return;
      }
    }
    throw new AssertionError("nothing is at work, and nothing is done");
  }

  @Test
  void withoutHalvingEveryTrialTrainsToItsEnd() {
    var trials = new Scripted(improving());
    var steps = finishAllInTurn(trials, new SweepPlan(Optional.empty(), 1), 5);
    assertThat(steps).hasSize(TRIALS).allMatch(s -> s instanceof Step.Start);
    assertThat(trials.total()).isEqualTo(TRIALS * 5);
  }

  @Test
  void whatFailedIsNotPromotedAndHoldsNobodyUp() {
    var trials = new Scripted(improving());
    trials.value[0] = Double.NaN;
    trials.dropped[26] = true;
    trials.epochs[26] = 1;
    finishAllInTurn(trials, new SweepPlan(Optional.of(HALVING), 1), 1);
    assertThat(trials.finished[0]).isEqualTo(1);
    assertThat(trials.epochs[26]).isEqualTo(1);
  }

  @Test
  void theLastRungIsTheMostEpochs() {
    assertThat(new Halving(1, 27, 3).rungs()).containsExactly(1, 3, 9, 27);
    assertThat(new Halving(2, 10, 2).rungs()).containsExactly(2, 4, 8, 10);
    assertThat(new Halving(5, 5, 4).rungs()).containsExactly(5);
  }
}
