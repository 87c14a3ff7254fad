package gradlab.grafana.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import gradlab.grafana.Dashboard;
import gradlab.grafana.Dashboards;
import gradlab.grafana.RunDashboard;
import gradlab.v1.RunState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every query of every panel, as the committed JSON has it, on a real Prometheus that watches real
 * runs: none of them may have nothing to show.
 */
class DashboardQueriesTest {
  private static final Duration LIMIT = Duration.ofSeconds(150); // a busy machine's
  private static final double PAST_SECONDS = 60;

  /** There only once it has happened. */
  private static final Set<String> SELDOM = Set.of("gradlab_calls_refused_total");

  @TempDir Path folder;

  /** What a panel asks. */
  private record Asked(String panel, String expr, boolean range) {}

  private static List<Asked> queries() throws Exception {
    var all = new ArrayList<Asked>();
    for (Dashboard dashboard : Dashboards.all()) {
      var json =
          JsonParser.parseString(
                  Files.readString(Checkout.dashboards().resolve(dashboard.uid() + ".json")))
              .getAsJsonObject();
      for (var panel : json.getAsJsonArray("panels")) {
        collect(dashboard.uid(), panel.getAsJsonObject(), all);
      }
      for (var annotation : json.getAsJsonObject("annotations").getAsJsonArray("list").asList()) {
        var query = annotation.getAsJsonObject().get("expr").getAsString();
        all.add(new Asked(dashboard.uid() + " annotation", query, true));
      }
    }
    return all;
  }

  private static void collect(String dashboard, JsonObject panel, List<Asked> all) {
    if (panel.get("type").getAsString().equals("row")) {
      return;
    }
    for (var target : panel.getAsJsonArray("targets")) {
      all.add(
          new Asked(
              "%s %d '%s'"
                  .formatted(
                      dashboard, panel.get("id").getAsInt(), panel.get("title").getAsString()),
              target.getAsJsonObject().get("expr").getAsString(),
              target.getAsJsonObject().get("range").getAsBoolean()));
    }
  }

  @Test
  void everyPanelHasSomethingToShow() throws Exception {
    Path program = Tool.require("prometheus", "prometheus");
    try (var scenario = new Scenario(folder, Scenario.Size.SMALL);
        var prometheus =
            new PrometheusProcess(
                program, folder.resolve("prometheus"), scenario.metricsPort(), "1s")) {
      var missing = new ArrayList<>(queries());
      assertThat(missing).hasSizeGreaterThan(70);
      var end = Instant.now().plus(LIMIT);
      while (!missing.isEmpty() && Instant.now().isBefore(end)) {
        LockSupport.parkNanos(500_000_000); // Prometheus tells nobody of a scrape
        if (prometheus.isReady()) {
          missing.removeIf(asked -> isAnswered(asked, prometheus, scenario));
        }
        assertThat(scenario.state(scenario.broken)).isNotEqualTo(RunState.RUN_STATE_FAILED);
      }
      assertThat(missing).as("queries without an answer").isEmpty();
      assertThat(scenario.state(scenario.failed)).isEqualTo(RunState.RUN_STATE_FAILED);
      theDiseaseShows(prometheus, scenario);
      everyNameIsInTheDocuments(scenario.metricsPage());
    }
  }

  /** The one run of a dashboard that shows one is the broken one: an alert of it fires. */
  private static boolean isAnswered(Asked asked, PrometheusProcess prometheus, Scenario scenario) {
    boolean one = asked.panel().startsWith(RunDashboard.UID + " ");
    String run = one ? scenario.broken : scenario.healthy + "|" + scenario.broken;
    String expr = Substitution.of(asked.expr(), run, "10s");
    double now = Instant.now().toEpochMilli() / 1e3;
    try {
      var answers =
          asked.range() ? prometheus.range(expr, now - PAST_SECONDS, now, 1) : prometheus.now(expr);
      return !answers.isEmpty()
          && answers.stream()
              .flatMap(a -> a.points().stream())
              .anyMatch(p -> Double.isFinite(p.value()));
    } catch (IllegalArgumentException e) {
      throw new AssertionError(asked + ": " + e.getMessage(), e);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Both ways: none is missing, none is there no more. */
  private static void everyNameIsInTheDocuments(String page) throws Exception {
    var exported = new TreeSet<String>(SELDOM);
    var types = Pattern.compile("(?m)^# TYPE (gradlab_\\w+) ").matcher(page);
    while (types.find()) {
      exported.add(types.group(1));
    }
    exported.removeIf(name -> name.endsWith("_max")); // Micrometer's beside each histogram
    String documents = Files.readString(Checkout.root().resolve("docs/metrics.md"));
    var documented = new TreeSet<String>();
    var names = Pattern.compile("(?m)^\\| `(gradlab_\\w+)").matcher(documents);
    while (names.find()) {
      documented.add(names.group(1));
    }
    assertThat(documented).isEqualTo(exported);
  }

  private static void theDiseaseShows(PrometheusProcess prometheus, Scenario scenario)
      throws Exception {
    String lost = "gradlab_run_gradient_decades_lost{run=\"%s\"}";
    assertThat(prometheus.now(lost.formatted(scenario.healthy)).get(0).last()).isLessThan(3);
    assertThat(prometheus.now(lost.formatted(scenario.broken)).get(0).last()).isGreaterThan(8);
    var firing = prometheus.now("ALERTS{alertstate=\"firing\"}");
    assertThat(firing.stream().map(a -> a.labels().get("alertname") + " " + a.labels().get("run")))
        .contains(
            "GradlabVanishingGradient " + scenario.broken, "GradlabNotANumber " + scenario.failed)
        .doesNotContain("GradlabVanishingGradient " + scenario.healthy);
  }
}
