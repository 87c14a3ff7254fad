package gradlab.rpc;

import gradlab.domain.GradlabException.NotFound;
import gradlab.domain.GroupId;
import gradlab.domain.RunConfig;
import gradlab.experiments.Member;
import gradlab.experiments.Metric;
import gradlab.experiments.Subject;
import gradlab.runs.RunManager;
import gradlab.runs.RunManager.NewRun;
import gradlab.store.RunHistory;
import gradlab.store.RunView;
import gradlab.v1.GetGroupRequest;
import gradlab.v1.GetGroupResponse;
import gradlab.v1.GroupMember;
import gradlab.v1.ListGroupsRequest;
import gradlab.v1.ListGroupsResponse;
import gradlab.v1.SeedGroup;
import gradlab.v1.StartGroupRequest;
import gradlab.v1.StartGroupResponse;
import gradlab.v1.StartRunRequest;
import gradlab.wire.ConfigMessages;
import gradlab.wire.MetricMessages;
import gradlab.wire.StateMessages;
import gradlab.wire.TimeMessages;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Seed groups: runs that differ in their seed only. */
final class Groups {
  private static final int MOST_SEEDS = 100;
  private static final int DEFAULT_LIMIT = 100;
  private static final int MOST_LISTED = 1_000;

  /** The members' request ids are longer: a seed has up to 20 characters. */
  private static final int LONGEST_REQUEST_ID = 75;

  private final RunManager runs;
  private final Starts starts;

  Groups(RunManager runs, Starts starts) {
    this.runs = runs;
    this.starts = starts;
  }

  StartGroupResponse start(StartGroupRequest request) {
    checkSeeds(request);
    OptionalInt trainList = starts.trainList();
    List<RunConfig> configs =
        request.getSeedsList().stream().map(seed -> config(request, seed, trainList)).toList();
    GroupId group = startedBefore(request).orElseGet(() -> runs.newGroupId(configs.get(0)));
    List<NewRun> members =
        configs.stream()
            .map(
                config ->
                    new NewRun(
                        config.inGroup(group), memberRequestId(request, config.training().seed())))
            .toList();
    starts.startAll(members);
    return StartGroupResponse.newBuilder().setGroup(message(group)).build();
  }

  private static void checkSeeds(StartGroupRequest request) {
    var violations = new Violations();
    int count = request.getSeedsCount();
    if (count < 1 || count > MOST_SEEDS) {
      violations.add("seeds", "has %d values, must have 1 to %d".formatted(count, MOST_SEEDS));
    }
    violations.eachOnce(
        "seeds",
        request.getSeedsList(),
        seed ->
            "has %d more than once: the same seed again is the same run, and tells nothing of the spread"
                .formatted(seed));
    if (request.getConfig().getTraining().hasSeed()) {
      violations.add("config.training.seed", "is not for a group: name its seeds in seeds");
    }
    violations.text("request_id", request.getRequestId(), LONGEST_REQUEST_ID);
    violations.throwIfAny();
  }

  private static RunConfig config(StartGroupRequest request, long seed, OptionalInt trainList) {
    var asked = request.getConfig().toBuilder();
    asked.getTrainingBuilder().setSeed(seed);
    if (!asked.getName().isEmpty()) {
      asked.setName(asked.getName() + " seed " + seed);
    }
    return StartRunValidator.check(
        StartRunRequest.newBuilder().setConfig(asked).build(), trainList);
  }

  /** The group that an earlier call with this request id began. */
  private Optional<GroupId> startedBefore(StartGroupRequest request) {
    if (request.getRequestId().isEmpty()) {
      return Optional.empty();
    }
    return request.getSeedsList().stream()
        .flatMap(seed -> runs.startedBy(memberRequestId(request, seed)).stream())
        .flatMap(run -> run.config().group().stream())
        .findFirst();
  }

  private static String memberRequestId(StartGroupRequest request, long seed) {
    return request.getRequestId().isEmpty() ? "" : request.getRequestId() + "/" + seed;
  }

  GetGroupResponse get(GetGroupRequest request) {
    var subject = subject(GroupId.of(request.getGroupId()));
    var response = GetGroupResponse.newBuilder().setGroup(message(subject));
    subject.epochs().forEach(epoch -> response.addEpochs(SpreadMessages.epoch(subject, epoch)));
    return response.build();
  }

  ListGroupsResponse list(ListGroupsRequest request) {
    var violations = new Violations();
    violations.range("limit", request.getLimit(), 0, MOST_LISTED);
    violations.throwIfAny();
    var response = ListGroupsResponse.newBuilder();
    for (GroupId group :
        runs.groups(request.getLimit() == 0 ? DEFAULT_LIMIT : request.getLimit())) {
      response.addGroups(message(group));
    }
    return response.build();
  }

  /** With all that its members measured but the gradients. NotFound where there is none. */
  private Subject subject(GroupId group) {
    return subject(
        group,
        members(group).stream()
            .map(view -> new Member(view, RunHistory.epochs(runs.log(view.id()))))
            .toList());
  }

  private SeedGroup message(GroupId group) {
    return message(
        subject(group, members(group).stream().map(v -> new Member(v, List.of())).toList()));
  }

  /** In the order of their seeds. */
  List<RunView> members(GroupId group) {
    var members = runs.inGroup(group);
    if (members.isEmpty()) {
      throw new NotFound("there is no group %s; `groups` lists those there are".formatted(group));
    }
    return members.stream()
        .sorted(Comparator.comparingLong((RunView v) -> v.config().training().seed()))
        .toList();
  }

  static Subject subject(GroupId group, List<Member> members) {
    return new Subject(group.value(), name(members.get(0).view().config()), members);
  }

  /** The members' name without its seed. */
  private static String name(RunConfig member) {
    String seed = " seed " + member.training().seed();
    return member.name().endsWith(seed)
        ? member.name().substring(0, member.name().length() - seed.length())
        : member.name();
  }

  private static SeedGroup message(Subject group) {
    var config = ConfigMessages.message(group.config()).toBuilder().setName(group.name());
    config.getTrainingBuilder().clearSeed();
    var message =
        SeedGroup.newBuilder()
            .setGroupId(group.id())
            .setName(group.name())
            .setConfig(config)
            .setCreateTime(
                TimeMessages.timestamp(
                    group.members().stream()
                        .map(m -> m.view().createTime())
                        .min(Comparator.naturalOrder())
                        .orElseThrow()));
    group.members().forEach(m -> message.addMembers(member(m.view())));
    group.of(Metric.BEST_VAL_ACC, 0).map(SpreadMessages::spread).ifPresent(message::setBestValAcc);
    group.of(Metric.TEST_ACC, 0).map(SpreadMessages::spread).ifPresent(message::setTestAcc);
    return message.build();
  }

  private static GroupMember member(RunView view) {
    var message =
        GroupMember.newBuilder()
            .setRunId(view.id().value())
            .setSeed(view.config().training().seed())
            .setState(StateMessages.message(view.state()));
    view.lastEpoch().map(MetricMessages::message).ifPresent(message::setLastEpoch);
    return message.build();
  }
}
