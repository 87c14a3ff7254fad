package gradlab.client.connection;

import gradlab.v1.GetGroupRequest;
import gradlab.v1.GetGroupResponse;
import gradlab.v1.GroupMember;
import gradlab.v1.ListGroupsRequest;
import gradlab.v1.Run;
import gradlab.v1.SeedGroup;
import java.util.List;

/** Finds a seed group by its id or by the beginning of its id, and runs by their group's. */
public final class GroupFinder {
  /** What a group's id begins with, and no run's that the server made. */
  private static final String MARK = "g-";

  private static final int MOST = 1000;

  private static final Beginning<SeedGroup> BEGINNING =
      new Beginning<>(
          "group",
          "groups",
          SeedGroup::getGroupId,
          group -> group.getGroupId() + "  " + group.getName());

  private final Connection connection;

  public GroupFinder(Connection connection) {
    this.connection = connection;
  }

  /** Whether it is a group's id, or the beginning of one, and no run's. */
  public static boolean isGroup(String idOrPrefix) {
    return idOrPrefix.startsWith(MARK);
  }

  public SeedGroup byIdOrPrefix(String idOrPrefix) {
    return BEGINNING.find(
        idOrPrefix,
        id -> whole(id).getGroup(),
        () -> newest(MOST),
        connection.address().toString());
  }

  /** With the statistics of its epochs. */
  public GetGroupResponse whole(String groupId) {
    return connection
        .experiments()
        .getGroup(GetGroupRequest.newBuilder().setGroupId(groupId).build());
  }

  /** At most so many, 1 to 1000, the newest first. */
  public List<SeedGroup> newest(int most) {
    return connection
        .experiments()
        .listGroups(ListGroupsRequest.newBuilder().setLimit(most).build())
        .getGroupsList();
  }

  /** The run that is meant, or all runs of the group that is meant, in the order of their seeds. */
  public List<Run> runs(String idOrPrefix) {
    var runs = new RunFinder(connection);
    return isGroup(idOrPrefix)
        ? byIdOrPrefix(idOrPrefix).getMembersList().stream()
            .map(GroupMember::getRunId)
            .map(runs::byId)
            .toList()
        : List.of(runs.byIdOrPrefix(idOrPrefix));
  }

  /** The id of the run or the group that is meant. */
  public String subject(String idOrPrefix) {
    return isGroup(idOrPrefix)
        ? byIdOrPrefix(idOrPrefix).getGroupId()
        : new RunFinder(connection).byIdOrPrefix(idOrPrefix).getRunId();
  }
}
