package gradlab.grafana.picture;

import gradlab.grafana.Dashboard;
import gradlab.grafana.Dashboards;
import gradlab.grafana.live.PrometheusProcess;
import gradlab.grafana.live.Scenario;
import gradlab.grafana.live.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code grafana/pictures}: watches real runs for some minutes and draws each dashboard. */
public final class PicturesMain {
  private PicturesMain() {}

  /**
   * @param args the directory for the SVGs, and for how many seconds the runs are watched
   */
  public static void main(String[] args) throws Exception {
    Path pictures = Files.createDirectories(Path.of(args[0]));
    var watch = Duration.ofSeconds(Long.parseLong(args[1]));
    Path program =
        Tool.find("prometheus")
            .orElseThrow(
                () -> new IllegalStateException("no prometheus: apt-get install prometheus"));
    Path folder = Files.createTempDirectory("gradlab-pictures");
    try (var scenario = new Scenario(folder, Scenario.Size.COURSE);
        var prometheus =
            new PrometheusProcess(
                program, folder.resolve("prometheus"), scenario.metricsPort(), "1s")) {
      double from = System.currentTimeMillis() / 1e3;
      for (long second = 0; second < watch.toSeconds(); second++) {
        TimeUnit.SECONDS.sleep(1);
        scenario.state(scenario.healthy); // calls to be seen as well
      }
      double to = System.currentTimeMillis() / 1e3;
      var picture =
          new DashboardPicture(prometheus, List.of(scenario.healthy, scenario.broken), from, to);
      for (Dashboard dashboard : Dashboards.all()) {
        Path file = pictures.resolve(dashboard.uid() + ".svg");
        Files.writeString(file, picture.draw(dashboard));
        System.out.println(file);
      }
    }
  }
}
