package gradlab.client.command;

import gradlab.client.console.ExitCode;
import gradlab.client.listing.GroupColumns;
import gradlab.v1.SeedGroup;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "groups",
    description =
        "Lists the groups of runs that differ in their seed only, newest first: mean ± standard"
            + " deviation of the best validation accuracies.",
    footerHeading = "%nExample:%n",
    footer = "  gradlab groups --output csv")
final class GroupsCommand extends ClientCommand {
  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Only the newest N, at most 1000. Default: 100.")
  private int limit;

  @Override
  ExitCode run(Session session) {
    List<SeedGroup> groups = session.groups().newest(limit);
    session.print(GroupColumns.list(), groups);
    if (groups.isEmpty()) {
      session.say("there are no groups yet; `gradlab start VGG_08 --seeds 0,1,2` starts one");
    }
    return ExitCode.DONE;
  }
}
