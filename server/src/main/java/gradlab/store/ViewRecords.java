package gradlab.store;

import com.google.protobuf.InvalidProtocolBufferException;
import gradlab.domain.RunState;
import gradlab.store.v1.View;
import java.util.Optional;
import java.util.OptionalDouble;

/** A run's view as bytes for the index, and back. */
final class ViewRecords {

  private ViewRecords() {}

  /** The view and its CRC32C: SQLite checks its own structure, not what is in a row. */
  static byte[] encode(RunView view) {
    return CheckedRecord.encode(record(view).toByteArray());
  }

  private static View record(RunView view) {
    var record =
        View.newBuilder()
            .setCreated(ConfigRecords.created(view))
            .setState(view.state().name())
            .setCause(view.cause().name())
            .setStateReason(view.stateReason())
            .setRestarts(view.restarts())
            .setAttempt(view.attempt())
            .setLastSeq(view.lastSeq())
            .setLastWorkerSeq(view.lastWorkerSeq())
            .setSpending(SpendingRecords.of(view.spending()));
    view.startTime().map(MetricRecords::time).ifPresent(record::setStartTime);
    view.endTime().map(MetricRecords::time).ifPresent(record::setEndTime);
    view.provenance().map(MetricRecords::of).ifPresent(record::setProvenance);
    view.lastEpoch().map(MetricRecords::of).ifPresent(record::setLastEpoch);
    view.lastStep().map(MetricRecords::of).ifPresent(record::setLastStep);
    view.test().map(MetricRecords::of).ifPresent(record::setTest);
    view.checkpoints().forEach(c -> record.addCheckpoints(MetricRecords.of(c)));
    view.gradientRatio().ifPresent(record::setGradientRatio);
    return record.build();
  }

  static RunView decode(byte[] bytes) throws InvalidProtocolBufferException {
    View r =
        View.parseFrom(
            CheckedRecord.decode(bytes)
                .orElseThrow(
                    () -> new InvalidProtocolBufferException("its checksum does not match")));
    RunView created = ConfigRecords.created(r.getCreated());
    return new RunView(
        created.id(),
        created.config(),
        created.requestId(),
        created.createTime(),
        r.hasStartTime() ? Optional.of(MetricRecords.time(r.getStartTime())) : Optional.empty(),
        r.hasEndTime() ? Optional.of(MetricRecords.time(r.getEndTime())) : Optional.empty(),
        RunState.valueOf(r.getState()),
        EventRecords.cause(r.getCause()),
        r.getStateReason(),
        r.getRestarts(),
        r.getAttempt(),
        r.getLastSeq(),
        r.getLastWorkerSeq(),
        r.hasProvenance() ? Optional.of(MetricRecords.of(r.getProvenance())) : Optional.empty(),
        r.hasLastEpoch() ? Optional.of(MetricRecords.of(r.getLastEpoch())) : Optional.empty(),
        r.hasLastStep() ? Optional.of(MetricRecords.of(r.getLastStep())) : Optional.empty(),
        r.hasTest() ? Optional.of(MetricRecords.of(r.getTest())) : Optional.empty(),
        r.getCheckpointsList().stream().map(MetricRecords::of).toList(),
        r.hasGradientRatio() ? OptionalDouble.of(r.getGradientRatio()) : OptionalDouble.empty(),
        created.fork(),
        SpendingRecords.of(r.getSpending()));
  }
}
