package gradlab.access;

import static gradlab.access.Role.ADMIN;
import static gradlab.access.Role.OPERATOR;
import static gradlab.access.Role.VIEWER;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The one table of who may call what. An RPC without an entry here is refused, for everybody; a
 * test walks all RPCs of a server.
 */
public final class Permissions {
  private static final Map<String, Role> TABLE = new TreeMap<>();

  static {
    rows(
        "gradlab.v1.TrainingService",
        VIEWER,
        "GetRun",
        "ListRuns",
        "StreamMetrics",
        "GetGradientFlow",
        "DiagnoseRun",
        "DownloadArtifact");
    rows(
        "gradlab.v1.TrainingService",
        OPERATOR,
        "StartRun",
        "StopRun",
        "KillRun",
        "PauseRun",
        "ResumeRun",
        "ForkRun",
        "DeleteRun",
        "EvaluateRun",
        "UploadArtifact");
    rows(
        "gradlab.v1.ExperimentService",
        VIEWER,
        "RenderFigure",
        "GetGroup",
        "ListGroups",
        "CompareRuns",
        "GetSweep",
        "ListSweeps");
    rows(
        "gradlab.v1.ExperimentService",
        OPERATOR,
        "StartGroup",
        "StartSweep",
        "PauseSweep",
        "ResumeSweep",
        "StopSweep",
        "ExtendSweep",
        "EvaluateSweep",
        "ImportRun");
    rows("gradlab.v1.ServerService", VIEWER, "GetServerInfo");
    rows("gradlab.v1.ServerService", OPERATOR, "PrepareDataset");
    rows("gradlab.v1.AccessService", VIEWER, "GetCaller");
    rows("gradlab.v1.AccessService", ADMIN, "CreateToken", "ListTokens", "RevokeToken");
    rows("grpc.health.v1.Health", VIEWER, "Check", "Watch");
    rows("grpc.reflection.v1.ServerReflection", VIEWER, "ServerReflectionInfo");
  }

  private Permissions() {}

  private static void rows(String service, Role role, String... methods) {
    for (String method : methods) {
      TABLE.put(service + "/" + method, role);
    }
  }

  /**
   * The least role that may call it; empty: nobody may.
   *
   * @param method as gRPC names it: gradlab.v1.TrainingService/StartRun
   */
  public static Optional<Role> needed(String method) {
    return Optional.ofNullable(TABLE.get(method));
  }

  /** Every RPC with an entry. */
  public static Set<String> methods() {
    return Collections.unmodifiableSet(TABLE.keySet());
  }
}
