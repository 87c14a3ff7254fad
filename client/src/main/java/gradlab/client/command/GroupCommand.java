package gradlab.client.command;

import gradlab.client.console.ExitCode;
import gradlab.client.listing.GroupColumns;
import gradlab.client.listing.SpreadText;
import gradlab.client.output.Columns;
import gradlab.client.output.Display;
import gradlab.v1.GetGroupResponse;
import gradlab.v1.SeedGroup;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "group",
    description =
        "Shows a group: its runs, and at every epoch how many have finished it, their mean and"
            + " standard deviation. CSV has the epochs.",
    footerHeading = "%nExample:%n",
    footer = "  gradlab group g-vgg-38 --output csv > group.csv")
final class GroupCommand extends ClientCommand {
  @Parameters(paramLabel = "GROUP", description = "The group's id or its beginning.")
  private String group = "";

  @Override
  ExitCode run(Session session) {
    var found = session.groups().byIdOrPrefix(group);
    var whole = session.groups().whole(found.getGroupId());
    switch (session.format()) {
      case JSON -> session.print(Columns.ofJson(), List.of(whole));
      case CSV -> session.print(GroupColumns.exactEpochs(), whole.getEpochsList());
      case TABLE -> table(session, whole);
    }
    return ExitCode.DONE;
  }

  private static void table(Session session, GetGroupResponse whole) {
    SeedGroup group = whole.getGroup();
    var out = session.console().out();
    out.println(Display.oneLine(group.getName()) + " (" + group.getGroupId() + ")");
    session.print(GroupColumns.members(), group.getMembersList());
    if (whole.getEpochsCount() > 0) {
      out.println();
      session.print(GroupColumns.epochs(), whole.getEpochsList());
    }
    List<String> summary = new java.util.ArrayList<>();
    if (group.hasBestValAcc()) {
      summary.add("best val acc " + SpreadText.of(group.getBestValAcc()));
    }
    if (group.hasTestAcc()) {
      summary.add("test acc " + SpreadText.of(group.getTestAcc()));
    }
    if (!summary.isEmpty()) {
      out.println();
      out.println(String.join(", ", summary) + "  (mean ± standard deviation)");
    }
  }
}
