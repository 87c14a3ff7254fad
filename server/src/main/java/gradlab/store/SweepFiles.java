package gradlab.store;

import com.google.protobuf.InvalidProtocolBufferException;
import gradlab.domain.Halving;
import gradlab.domain.RunId;
import gradlab.domain.RunLimits;
import gradlab.domain.SweepId;
import gradlab.domain.SweepState;
import gradlab.store.SweepRecord.TestLook;
import gradlab.store.SweepRecord.Trial;
import gradlab.store.v1.Sweep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code sweeps/ID.sweep} in the state directory: a file each, written anew, whole, with every
 * decision.
 */
public final class SweepFiles {
  private static final Logger logger = LoggerFactory.getLogger(SweepFiles.class);
  private static final String SUFFIX = ".sweep";

  private final Path directory;

  public SweepFiles(Path stateDirectory) {
    this.directory = stateDirectory.resolve("sweeps");
  }

  /** On disk when it returns. UncheckedIOException where it cannot be written. */
  public void write(SweepRecord sweep) {
    byte[] bytes = CheckedRecord.encode(record(sweep).toByteArray());
    try {
      Files.createDirectories(directory);
      DurableFiles.write(directory.resolve(sweep.id() + SUFFIX), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "sweep %s cannot be written to %s: %s".formatted(sweep.id(), directory, e.getMessage()),
          e);
    }
  }

  /** All sweeps; one whose file is damaged is left out, and said so in the server's log. */
  public List<SweepRecord> read() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    var sweeps = new ArrayList<SweepRecord>();
    try (var files = Files.list(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList()) {
        try {
          sweeps.add(sweep(Files.readAllBytes(file)));
        } catch (InvalidProtocolBufferException | RuntimeException e) {
          logger.error(
              "{} is damaged ({}); its trials are there as ordinary runs", file, e.getMessage());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + directory + ": " + e.getMessage(), e);
    }
    return sweeps;
  }

  private static Sweep record(SweepRecord s) {
    var record =
        Sweep.newBuilder()
            .setSweepId(s.id().value())
            .setName(s.name())
            .setRequestId(s.requestId())
            .setCreateTime(MetricRecords.time(s.createTime()))
            .setState(s.state().name())
            .setStateReason(s.stateReason())
            .setMetric(s.metric())
            .setParallel(s.parallel())
            .setMaxDeviceMillis(s.limits().maxDuration().map(Duration::toMillis).orElse(0L))
            .setMaxCost(s.limits().maxCost().orElse(0));
    s.trials()
        .forEach(
            t ->
                record
                    .addTrialsBuilder()
                    .putAllParameters(t.parameters())
                    .setConfig(ConfigRecords.config(t.config())));
    s.halving()
        .ifPresent(
            h ->
                record
                    .getHalvingBuilder()
                    .setMinEpochs(h.minEpochs())
                    .setMaxEpochs(h.maxEpochs())
                    .setReductionFactor(h.reductionFactor()));
    s.testLooks()
        .forEach(
            look ->
                record
                    .addTestLooksBuilder()
                    .setRunId(look.run().value())
                    .setTime(MetricRecords.time(look.time())));
    return record.build();
  }

  private static SweepRecord sweep(byte[] bytes) throws InvalidProtocolBufferException {
    Sweep r =
        Sweep.parseFrom(
            CheckedRecord.decode(bytes)
                .orElseThrow(
                    () -> new InvalidProtocolBufferException("its checksum does not match")));
    return new SweepRecord(
        SweepId.of(r.getSweepId()),
        r.getName(),
        r.getRequestId(),
        MetricRecords.time(r.getCreateTime()),
        SweepState.valueOf(r.getState()),
        r.getStateReason(),
        r.getTrialsList().stream()
            .map(t -> new Trial(t.getParametersMap(), ConfigRecords.config(t.getConfig())))
            .toList(),
        r.hasHalving()
            ? Optional.of(
                new Halving(
                    r.getHalving().getMinEpochs(),
                    r.getHalving().getMaxEpochs(),
                    r.getHalving().getReductionFactor()))
            : Optional.empty(),
        r.getMetric(),
        r.getParallel(),
        new RunLimits(
            r.getMaxDeviceMillis() > 0
                ? Optional.of(Duration.ofMillis(r.getMaxDeviceMillis()))
                : Optional.empty(),
            r.getMaxCost() > 0 ? OptionalDouble.of(r.getMaxCost()) : OptionalDouble.empty()),
        r.getTestLooksList().stream()
            .map(l -> new TestLook(RunId.of(l.getRunId()), MetricRecords.time(l.getTime())))
            .toList());
  }
}
