package gradlab.client.listing;

import static gradlab.client.output.Column.number;
import static gradlab.client.output.Column.text;
import static gradlab.client.output.Column.whole;

import gradlab.client.connection.RunStates;
import gradlab.client.output.Column;
import gradlab.client.output.Columns;
import gradlab.client.output.Display;
import gradlab.v1.EpochMetrics;
import gradlab.v1.GroupEpoch;
import gradlab.v1.GroupMember;
import gradlab.v1.SeedGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Seed groups. */
public final class GroupColumns {
  private GroupColumns() {}

  /** `gradlab groups`. */
  public static Columns<SeedGroup> list() {
    return new Columns<>(
        false,
        group -> group,
        List.of(
            text("group", SeedGroup::getGroupId),
            text("name", SeedGroup::getName),
            text("network", group -> group.getConfig().getNetwork().getNetwork()),
            text("block", group -> group.getConfig().getNetwork().getBlock()),
            whole("runs", group -> Integer.toString(group.getMembersCount())),
            text("states", GroupColumns::states),
            SpreadText.column("best_val_acc", SeedGroup::hasBestValAcc, SeedGroup::getBestValAcc),
            SpreadText.column("test_acc", SeedGroup::hasTestAcc, SeedGroup::getTestAcc)));
  }

  /** The runs of one. */
  public static Columns<GroupMember> members() {
    return new Columns<>(
        false,
        member -> member,
        List.of(
            text("run", GroupMember::getRunId),
            whole("seed", member -> Long.toString(member.getSeed())),
            text("state", member -> RunStates.name(member.getState())),
            whole(
                "epochs",
                member ->
                    Integer.toString(
                        member.hasLastEpoch() ? member.getLastEpoch().getEpoch() + 1 : 0)),
            metric("train_loss", EpochMetrics::getTrainLoss),
            metric("val_acc", EpochMetrics::getValAcc),
            metric("best_val_acc", EpochMetrics::getBestValAcc)));
  }

  /** Its epochs, for people. */
  public static Columns<GroupEpoch> epochs() {
    return new Columns<>(
        false,
        epoch -> epoch,
        List.of(
            whole("epoch", epoch -> Integer.toString(epoch.getEpoch())),
            whole("n", epoch -> Integer.toString(epoch.getTrainLoss().getN())),
            SpreadText.column("train_loss", GroupEpoch::hasTrainLoss, GroupEpoch::getTrainLoss),
            SpreadText.column("train_acc", GroupEpoch::hasTrainAcc, GroupEpoch::getTrainAcc),
            SpreadText.column("val_loss", GroupEpoch::hasValLoss, GroupEpoch::getValLoss),
            SpreadText.column("val_acc", GroupEpoch::hasValAcc, GroupEpoch::getValAcc)));
  }

  /** Its epochs, for programs. */
  public static Columns<GroupEpoch> exactEpochs() {
    List<Column<GroupEpoch>> columns = new ArrayList<>();
    columns.add(whole("epoch", epoch -> Integer.toString(epoch.getEpoch())));
    columns.addAll(
        SpreadText.columns("train_loss", GroupEpoch::hasTrainLoss, GroupEpoch::getTrainLoss));
    columns.addAll(
        SpreadText.columns("train_acc", GroupEpoch::hasTrainAcc, GroupEpoch::getTrainAcc));
    columns.addAll(SpreadText.columns("val_loss", GroupEpoch::hasValLoss, GroupEpoch::getValLoss));
    columns.addAll(SpreadText.columns("val_acc", GroupEpoch::hasValAcc, GroupEpoch::getValAcc));
    return new Columns<>(false, epoch -> epoch, columns);
  }

  /** For example 2 COMPLETED, 1 RUNNING. */
  private static String states(SeedGroup group) {
    Map<String, Long> counts =
        group.getMembersList().stream()
            .collect(
                Collectors.groupingBy(
                    member -> RunStates.name(member.getState()),
                    LinkedHashMap::new,
                    Collectors.counting()));
    return counts.entrySet().stream()
        .map(state -> state.getValue() + " " + state.getKey())
        .collect(Collectors.joining(", "));
  }

  private static Column<GroupMember> metric(String name, ToDoubleFunction<EpochMetrics> value) {
    return number(
        name,
        member ->
            member.hasLastEpoch() ? Display.fixed(value.applyAsDouble(member.getLastEpoch())) : "",
        member ->
            member.hasLastEpoch()
                ? Double.toString(value.applyAsDouble(member.getLastEpoch()))
                : "");
  }
}
