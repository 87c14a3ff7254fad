package gradlab.grafana.live;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files of the checkout outside of this module. */
public final class Checkout {
  private Checkout() {}

  public static Path root() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(here.resolve("deploy/prometheus"))) {
      here = here.getParent();
      if (here == null) {
        throw new IllegalStateException("not in a checkout: there is no deploy/prometheus above");
      }
    }
    return here;
  }

  public static Path rules() {
    return root().resolve("deploy/prometheus/rules");
  }

  public static Path dashboards() {
    return root().resolve("grafana/dashboards");
  }
}
