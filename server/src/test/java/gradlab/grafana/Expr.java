package gradlab.grafana;

/** PromQL that several dashboards use. */
final class Expr {
  private static final String CHOSEN =
      "gradlab_run_info{network=~\"$network\", block=~\"$block\", seed_group=~\"$seed_group\"";

  private Expr() {}

  /** Of the runs that network, block and seed group choose; with these as labels. */
  static String filtered(String expr) {
    return joined(expr, CHOSEN + "}");
  }

  /** And of these the ones that are chosen themselves. */
  static String chosen(String expr) {
    return joined(expr, CHOSEN + ", run=~\"$run\"}");
  }

  private static String joined(String expr, String info) {
    return "%s * on (run) group_left (network, block, seed, seed_group) %s".formatted(expr, info);
  }
}
