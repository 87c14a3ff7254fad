package gradlab.server;

import gradlab.cost.CostSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What the device costs, what may be spent, and when not to go on. */
final class CostOptions {
  /** Google's own libraries look here for another metadata server; HOST:PORT. */
  private static final String METADATA_HOST = "GCE_METADATA_HOST";

  private static final Duration LONGEST_IDLE = Duration.ofDays(30);

  /** Whose notice that the machine is taken away is waited for. */
  enum Notice {
    NONE,
    GCE
  }

  @Option(
      names = "--price-per-hour",
      paramLabel = "PRICE",
      description = "what the machine costs while a run trains, in any currency; shown per run")
  private Double pricePerHour;

  @Option(
      names = "--budget",
      paramLabel = "AMOUNT",
      description =
          "what all runs of the state directory may cost together: a warning at 80 %%, at 100 %% they"
              + " are stopped with a checkpoint and none is started; needs --price-per-hour")
  private Double budget;

  @Option(
      names = "--idle-shutdown",
      paramLabel = "TIME",
      converter = DurationText.Converter.class,
      description = "after so long without a run and a client, run --idle-command (default: off)")
  private Duration idleShutdown;

  @Option(
      names = "--idle-command",
      paramLabel = "COMMAND",
      description =
          "given to the shell; for example: 'gcloud compute instances stop \"$(hostname)\" --zone"
              + " europe-west4-a --quiet'")
  private String idleCommand = "";

  @Option(
      names = "--preemption-notice",
      paramLabel = "gce|none",
      defaultValue = "none",
      description =
          "gce: asks Google's metadata server whether this spot instance is taken away; then the"
              + " runs are interrupted with a checkpoint, and go on at the next start")
  private Notice preemptionNotice;

  /** ParameterException where they do not go together. */
  CostSettings settings(CommandLine line, Map<String, String> environment) {
    checkPositive(line, "--price-per-hour", pricePerHour);
    checkPositive(line, "--budget", budget);
    if (budget != null && pricePerHour == null) {
      throw new ParameterException(
          line, "--budget needs a price to count by: add --price-per-hour PRICE");
    }
    return new CostSettings(
        optional(pricePerHour), optional(budget), idle(line), metadata(line, environment));
  }

  private Optional<CostSettings.Idle> idle(CommandLine line) {
    if (idleShutdown == null && idleCommand.isBlank()) {
      return Optional.empty();
    }
    if (idleShutdown == null) {
      throw new ParameterException(
          line, "--idle-command is run after --idle-shutdown: add for example --idle-shutdown 30m");
    }
    if (idleCommand.isBlank()) {
      throw new ParameterException(
          line,
          "--idle-shutdown needs an --idle-command that ends the cost, for example --idle-command"
              + " 'gcloud compute instances stop \"$(hostname)\" --zone europe-west4-a --quiet'");
    }
    if (idleShutdown.compareTo(Duration.ofSeconds(1)) < 0
        || idleShutdown.compareTo(LONGEST_IDLE) > 0) {
      throw new ParameterException(
          line,
          "--idle-shutdown is %s s, must be 1 s to %d days"
              .formatted(idleShutdown.toMillis() / 1e3, LONGEST_IDLE.toDays()));
    }
    return Optional.of(new CostSettings.Idle(idleShutdown, idleCommand));
  }

  private Optional<URI> metadata(CommandLine line, Map<String, String> environment) {
    if (preemptionNotice == Notice.NONE) {
      return Optional.empty();
    }
    String host =
        Optional.ofNullable(environment.get(METADATA_HOST))
            .filter(value -> !value.isBlank())
            .orElse("metadata.google.internal");
    try {
      return Optional.of(URI.create("http://" + host));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          line, METADATA_HOST + "=" + host + " in the environment is no HOST:PORT");
    }
  }

  private static void checkPositive(CommandLine line, String option, Double value) {
    if (value != null && !(value > 0 && Double.isFinite(value))) {
      throw new ParameterException(line, option + " is " + value + ", must be a number above 0");
    }
  }

  /**
   * @param given as picocli leaves it: null when it was not given
   */
  private static OptionalDouble optional(Double given) {
    return given == null ? OptionalDouble.empty() : OptionalDouble.of(given);
  }
}
