package gradlab.grafana;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** All dashboards, and the program that writes them: {@code grafana/generate}. */
public final class Dashboards {
  private Dashboards() {}

  public static List<Dashboard> all() {
    return List.of(
        RunsDashboard.dashboard(),
        RunDashboard.dashboard(),
        GradientsDashboard.dashboard(),
        CompareDashboard.dashboard(),
        ServerDashboard.dashboard());
  }

  static String text(Dashboard dashboard) {
    var gson =
        new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();
    return gson.toJson(dashboard.json()) + "\n";
  }

  /** Writes them into the directory that is given. */
  public static void main(String[] args) throws IOException {
    for (Dashboard dashboard : all()) {
      Path file = Path.of(args[0]).resolve(dashboard.uid() + ".json");
      Files.writeString(file, text(dashboard));
      System.out.println(file);
    }
  }
}
