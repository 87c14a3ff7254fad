package gradlab.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradlab.domain.GradlabException.InvalidRequest;
import gradlab.domain.GradlabException.LimitReached;
import gradlab.domain.GradlabException.NotFound;
import gradlab.domain.RunEvent;
import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.domain.RunId;
import gradlab.store.Runs;
import gradlab.v1.CompareRunsRequest;
import gradlab.v1.CompareRunsResponse;
import gradlab.v1.ConfigDifference;
import gradlab.v1.Contrast;
import gradlab.v1.GetGroupRequest;
import gradlab.v1.GroupMember;
import gradlab.v1.ListGroupsRequest;
import gradlab.v1.SeedGroup;
import gradlab.v1.StartGroupRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seed groups and comparisons, with a real store. The queue has room for 6 runs. */
class GroupsTest {
  @TempDir Path state;
  private ServiceHarness harness;

  @BeforeEach
  void start() {
    harness = new ServiceHarness(state);
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  private static StartGroupRequest.Builder request(String block, long... seeds) {
    var request = StartGroupRequest.newBuilder();
    request.getConfigBuilder().getNetworkBuilder().setNetwork("VGG_08").setBlock(block);
    for (long seed : seeds) {
      request.addSeeds(seed);
    }
    return request;
  }

  private SeedGroup start(StartGroupRequest.Builder request) {
    return harness.groups.start(request.build()).getGroup();
  }

  private void trained(GroupMember member, int epoch, double valAcc) {
    RunEvent metrics =
        new EpochMetrics(
            epoch, epoch + 1, 2, 0.5, 3, valAcc, 1e-3, Duration.ofSeconds(2), 9, 0, epoch, valAcc);
    harness.runs.log(RunId.of(member.getRunId())).append(List.of(Runs.server(metrics)));
  }

  @Test
  void isOneObjectWithItsStatisticsAtEveryEpoch() {
    var group = start(request("plain", 2, 0, 1));
    assertThat(group.getGroupId()).startsWith("g-vgg-08-plain-");
    assertThat(group.getName()).isEqualTo("VGG_08 plain");
    assertThat(group.getConfig().getTraining().hasSeed()).isFalse();
    assertThat(group.getMembersList()).extracting(GroupMember::getSeed).containsExactly(0L, 1L, 2L);
    assertThat(harness.runs.view(RunId.of(group.getMembers(1).getRunId())).config().name())
        .isEqualTo("VGG_08 plain seed 1");

    trained(group.getMembers(0), 0, 0.1);
    trained(group.getMembers(1), 0, 0.2);
    trained(group.getMembers(2), 0, 0.3);
    trained(group.getMembers(0), 1, 0.4);
    var answer =
        harness.groups.get(GetGroupRequest.newBuilder().setGroupId(group.getGroupId()).build());
    assertThat(answer.getEpochsCount()).isEqualTo(2);
    var first = answer.getEpochs(0).getValAcc();
    assertThat(first.getN()).isEqualTo(3);
    assertThat(first.getMean()).isCloseTo(0.2, within(1e-15));
    assertThat(first.getStandardDeviation()).isCloseTo(0.1, within(1e-15));
    var second = answer.getEpochs(1).getValAcc();
    assertThat(second.getN()).isEqualTo(1);
    assertThat(second.hasStandardDeviation()).isFalse();
    assertThat(answer.getGroup().getBestValAcc().getMean()).isCloseTo(0.3, within(1e-15));
    assertThat(answer.getGroup().hasTestAcc()).isFalse();
  }

  @Test
  void survivesARestartAndListsNewestFirst() {
    var older = start(request("plain", 0, 1));
    var newer = start(request("bn", 0, 1));
    harness.close();
    harness = new ServiceHarness(state);
    assertThat(harness.groups.list(ListGroupsRequest.getDefaultInstance()).getGroupsList())
        .extracting(SeedGroup::getGroupId)
        .containsExactly(newer.getGroupId(), older.getGroupId());
    assertThat(
            harness.groups.list(ListGroupsRequest.newBuilder().setLimit(1).build()).getGroupsList())
        .extracting(SeedGroup::getName)
        .containsExactly("VGG_08 bn");
  }

  @Test
  void isAllOrNothing() {
    start(request("plain", 0, 1, 2));
    assertThatThrownBy(() -> start(request("bn", 0, 1, 2, 3)))
        .isInstanceOf(LimitReached.class)
        .hasMessageContaining("the queue is full");
    assertThat(harness.runs.list(100, Optional.empty(), java.util.Set.of())).hasSize(3);
    start(request("bn", 0, 1, 2)); // what was reserved was given back
  }

  @Test
  void theSameRequestIsTheSameGroup() {
    var request = request("plain", 0, 1).setRequestId("again");
    var group = start(request);
    assertThat(start(request)).isEqualTo(group);
    var more = start(request.addSeeds(2));
    assertThat(more.getGroupId()).isEqualTo(group.getGroupId());
    assertThat(more.getMembersCount()).isEqualTo(3);
    assertThat(harness.runs.list(100, Optional.empty(), java.util.Set.of())).hasSize(3);
    request.getConfigBuilder().getTrainingBuilder().setBatchSize(50);
    assertThatThrownBy(() -> start(request))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("request_id");
  }

  @Test
  void refusesWhatIsNoGroup() {
    assertThatThrownBy(() -> start(request("plain")))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("seeds: has 0 values, must have 1 to 100");
    assertThatThrownBy(() -> start(request("plain", 1, 1)))
        .hasMessageContaining("seeds: has 1 more than once");
    var seed = request("plain", 1);
    seed.getConfigBuilder().getTrainingBuilder().setSeed(3);
    assertThatThrownBy(() -> start(seed)).hasMessageContaining("config.training.seed");
    assertThatThrownBy(() -> start(request("plian", 1))).hasMessageContaining("plain");
    assertThatThrownBy(
            () -> harness.groups.get(GetGroupRequest.newBuilder().setGroupId("g-no").build()))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("there is no group g-no");
    assertThatThrownBy(
            () -> harness.groups.get(GetGroupRequest.newBuilder().setGroupId("../x").build()))
        .isInstanceOf(InvalidRequest.class);
  }

  private CompareRunsResponse compare(CompareRunsRequest.Builder request, String... subjects) {
    return harness.comparisons.compare(request.addAllSubjectIds(List.of(subjects)).build());
  }

  @Test
  void comparesGroupsAndRunsAtTheEndOfTheSameEpoch() {
    var plain = start(request("plain", 0, 1));
    var fixed = start(request("bn", 0, 1));
    for (int seed = 0; seed < 2; seed++) {
      trained(plain.getMembers(seed), 0, 0.01 + seed * 0.001);
      trained(fixed.getMembers(seed), 0, 0.3 + seed * 0.02);
    }
    trained(plain.getMembers(0), 1, 0.02);
    trained(fixed.getMembers(0), 1, 0.5);
    trained(fixed.getMembers(1), 1, 0.6);

    var answer =
        compare(
            CompareRunsRequest.newBuilder().addValAccThresholds(0.3).addValAccThresholds(0.6),
            plain.getGroupId(),
            fixed.getGroupId(),
            fixed.getMembers(0).getRunId());
    assertThat(answer.getEpoch()).isZero(); // plain's second has not gone further
    assertThat(answer.getConfigDifferencesList())
        .extracting(ConfigDifference::getField)
        .containsExactly("network.block", "training.seed");
    assertThat(answer.getConfigDifferences(0).getValuesList()).containsExactly("plain", "bn", "bn");
    assertThat(answer.getConfigDifferences(1).getValuesList()).containsExactly("0, 1", "0, 1", "0");

    var group = answer.getSubjects(1);
    assertThat(group.getN()).isEqualTo(2);
    assertThat(group.getMetrics().getValAcc().getMean()).isCloseTo(0.31, within(1e-12));
    assertThat(group.getBestValAcc().getMean()).isCloseTo(0.55, within(1e-12));
    assertThat(group.getReached(0).getEpochs().getMean()).isEqualTo(1);
    assertThat(group.getReached(1).getN()).isEqualTo(1);
    assertThat(group.getReached(1).getSeconds().getMean()).isEqualTo(4);
    assertThat(answer.getSubjects(0).getReached(0).getN()).isZero();

    var contrast = contrast(answer, 1, "val_acc");
    assertThat(contrast.getDifference()).isCloseTo(0.2995, within(1e-12));
    assertThat(contrast.hasHalfWidth()).isTrue();
    assertThat(contrast.getSentence())
        .startsWith("VGG_08 bn beats VGG_08 plain by 0.30 ± 0.13 val_acc at epoch 0, n = 2");
    assertThat(contrast(answer, 2, "val_acc").hasHalfWidth()).isFalse();
    assertThat(answer.getContrastsList())
        .extracting(Contrast::getMetric)
        .doesNotContain("test_acc");
  }

  private static Contrast contrast(CompareRunsResponse answer, int subject, String metric) {
    return answer.getContrastsList().stream()
        .filter(c -> c.getSubject() == subject && c.getMetric().equals(metric))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void comparesOnlyWhatIsThere() {
    var group = start(request("plain", 0, 1));
    var run = group.getMembers(0).getRunId();
    assertThatThrownBy(() -> compare(CompareRunsRequest.newBuilder(), run))
        .hasMessageContaining("subject_ids: names 1 runs and groups, must name 2 to 12");
    assertThatThrownBy(() -> compare(CompareRunsRequest.newBuilder(), run, run))
        .hasMessageContaining("more than once");
    assertThatThrownBy(
            () ->
                compare(
                    CompareRunsRequest.newBuilder().addValAccThresholds(45),
                    run,
                    group.getGroupId()))
        .hasMessageContaining("45.0, must be a fraction");
    assertThatThrownBy(() -> compare(CompareRunsRequest.newBuilder(), run, group.getGroupId()))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("has not finished an epoch yet");
    trained(group.getMembers(0), 0, 0.1);
    trained(group.getMembers(1), 0, 0.1);
    assertThatThrownBy(
            () -> compare(CompareRunsRequest.newBuilder().setEpoch(3), run, group.getGroupId()))
        .hasMessageContaining("has not finished epoch 3 yet; the last that all");
    assertThat(compare(CompareRunsRequest.newBuilder(), run, group.getGroupId()).getSubjectsList())
        .extracting(gradlab.v1.ComparedSubject::getName)
        .containsExactly("VGG_08 plain seed 0", "VGG_08 plain");
  }
}
