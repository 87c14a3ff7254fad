package gradlab.grafana;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files of the checkout outside of this module. */
final class Checkout {
  private Checkout() {}

  static Path root() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(here.resolve("deploy/prometheus"))) {
      here = here.getParent();
      if (here == null) {
        throw new IllegalStateException("not in a checkout: there is no deploy/prometheus above");
      }
    }
    return here;
  }

  static Path rules() {
    return root().resolve("deploy/prometheus/rules");
  }

  static Path dashboards() {
    return root().resolve("grafana/dashboards");
  }
}
