package gradlab.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.grafana.live.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The committed dashboards are those of their sources, and what they and the alerts name is there.
 */
class DashboardsTest {
  private static final Pattern LINK = Pattern.compile("/d/([a-z-]+)[?\"&$]");
  private static final Pattern ALERT_LINK =
      Pattern.compile("dashboard: \"/d/([a-z-]+)\\?[^\"]*viewPanel=(\\d+)\"");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([a-z_]+)");
  private static final Set<String> GRAFANAS_OWN =
      Set.of("__all", "__rate_interval", "__data", "__field", "__url_time_range");

  @Test
  void theJsonIsThatOfItsSources() throws Exception {
    for (Dashboard dashboard : Dashboards.all()) {
      Path file = Checkout.dashboards().resolve(dashboard.uid() + ".json");
      assertThat(file).exists();
      assertThat(Files.readString(file))
          .as("%s is not what grafana/generate makes", file)
          .isEqualTo(Dashboards.text(dashboard));
    }
    try (var files = Files.list(Checkout.dashboards())) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Dashboards.all().stream().map(d -> d.uid() + ".json").toList());
    }
  }

  @Test
  void everyPanelIsDescribedAndOfItsOwn() {
    for (Dashboard dashboard : Dashboards.all()) {
      var ids = dashboard.panels().stream().map(p -> p.id).toList();
      assertThat(ids).as(dashboard.uid()).doesNotHaveDuplicates();
      for (Panel panel : dashboard.panels()) {
        assertThat(panel.description).as(panel.title).endsWith(".").hasSizeGreaterThan(10);
        assertThat(panel.unit).as(panel.title).isNotEmpty();
        assertThat(panel.queries).as(panel.title).isNotEmpty();
        assertThat(panel.width).as(panel.title).isBetween(1, 24);
      }
    }
  }

  @Test
  void queriesUseVariablesThatAreThere() {
    for (Dashboard dashboard : Dashboards.all()) {
      var known = dashboard.variables().stream().map(Variable::name).collect(Collectors.toSet());
      var used = VARIABLE.matcher(Dashboards.text(dashboard));
      while (used.find()) {
        assertThat(known.contains(used.group(1)) || GRAFANAS_OWN.contains(used.group(1)))
            .as("%s uses $%s", dashboard.uid(), used.group(1))
            .isTrue();
      }
    }
  }

  @Test
  void linksLeadToDashboardsAndPanelsThatAreThere() throws Exception {
    Map<String, List<Integer>> panels = new HashMap<>();
    Dashboards.all().forEach(d -> panels.put(d.uid(), d.panels().stream().map(p -> p.id).toList()));
    for (Dashboard dashboard : Dashboards.all()) {
      var link = LINK.matcher(Dashboards.text(dashboard));
      while (link.find()) {
        assertThat(panels).containsKey(link.group(1));
      }
    }
    String alerts = Files.readString(Checkout.rules().resolve("alerts.yml"));
    var link = ALERT_LINK.matcher(alerts);
    int links = 0;
    while (link.find()) {
      links++;
      assertThat(panels).containsKey(link.group(1));
      assertThat(panels.get(link.group(1)))
          .as(link.group())
          .contains(Integer.valueOf(link.group(2)));
    }
    assertThat(links).isEqualTo(alerts.split("- alert:", -1).length - 1);
  }

  @Test
  void theDataSourceIsTheOneThatIsProvisioned() throws Exception {
    Path provisioning = Checkout.root().resolve("grafana/provisioning");
    assertThat(Files.readString(provisioning.resolve("datasources/gradlab.yml")))
        .contains("uid: " + Dashboard.DATASOURCE);
    assertThat(Files.readString(provisioning.resolve("dashboards/gradlab.yml")))
        .contains("path: /etc/grafana/dashboards");
  }

  @Test
  void logPanelsDoNotLoseExactZeros() {
    var unclamped = new ArrayList<String>();
    for (Dashboard dashboard : Dashboards.all()) {
      for (Panel panel : dashboard.panels()) {
        panel.queries.stream()
            .map(Query::expr)
            .filter(e -> e.contains("log10(") && !e.contains("log10(clamp_min("))
            .forEach(unclamped::add);
      }
    }
    assertThat(unclamped).isEmpty();
  }
}
