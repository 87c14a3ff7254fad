package gradlab.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.Durations;
import gradlab.domain.RunConfig;
import gradlab.domain.RunEvent;
import gradlab.domain.RunState;
import gradlab.store.RunEvents;
import gradlab.store.Runs;
import gradlab.v1.WorkerEvent;
import gradlab.v1.WorkerFinished;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MessagesTest {
  @Property(tries = 500)
  void eventsComeBackAsTheyWere(
      @ForAll("events") RunEvent event, @ForAll long seq, @ForAll("instants") Instant time)
      throws InvalidProtocolBufferException {
    var message =
        gradlab.v1.RunEvent.parseFrom(EventMessages.message(seq, time, event).toByteArray());
    assertThat(EventMessages.event(message)).isEqualTo(event);
    assertThat(message.getSeq()).isEqualTo(seq);
    assertThat(TimeMessages.instant(message.getTime())).isEqualTo(time);
  }

  @Property(tries = 500)
  void workerEventsComeBackAsTheyWere(
      @ForAll("workerEvents") RunEvent event, @ForAll long seq, @ForAll("instants") Instant time)
      throws InvalidProtocolBufferException {
    var message = WorkerEvent.parseFrom(WorkerMessages.message(seq, time, event).toByteArray());
    assertThat(WorkerMessages.event(message)).contains(event);
    assertThat(message.getWorkerSeq()).isEqualTo(seq);
    assertThat(TimeMessages.instant(message.getTime())).isEqualTo(time);
  }

  @Property(tries = 300)
  void configurationsComeBackAsTheyWere(@ForAll("configs") RunConfig config)
      throws InvalidProtocolBufferException {
    var message = gradlab.v1.RunConfig.parseFrom(ConfigMessages.message(config).toByteArray());
    assertThat(ConfigMessages.config(message)).isEqualTo(config);
  }

  /** What means nothing with an optimiser or a schedule is not set with it. */
  private static final Map<String, String> GOES_WITH =
      Map.of(
          "adam_epsilon", "adam",
          "momentum", "sgd",
          "min_learning_rate", "cosine",
          "schedule_epochs", "cosine",
          "step_epochs", "step",
          "step_factor", "step");

  /** Also a field that is added to the API one day must be filled in, or this fails. */
  @Property(tries = 50)
  void everyDefaultIsSetAndEveryMissingOneIsNamed(@ForAll("configs") RunConfig config) {
    var chosen = Set.of(config.training().optimizer().name(), config.training().schedule().name());
    var message = ConfigMessages.message(config);
    for (String part : new String[] {"network", "training"}) {
      var partField = message.getDescriptorForType().findFieldByName(part);
      var values = (Message) message.getField(partField);
      for (FieldDescriptor field : values.getDescriptorForType().getFields()) {
        if (field.getName().equals("growth")) {
          continue; // its absence means something: a block that has none
        }
        String goesWith = GOES_WITH.get(field.getName());
        if (goesWith != null && !chosen.contains(goesWith) || meansNothing(field, config)) {
          assertThat(values.hasField(field)).as(field.getFullName()).isFalse();
        } else if (field.hasPresence() || field.getJavaType() == FieldDescriptor.JavaType.STRING) {
          assertThat(values.hasField(field)).as(field.getFullName()).isTrue();
          var without =
              message.toBuilder()
                  .setField(partField, values.toBuilder().clearField(field).build())
                  .build();
          assertThatThrownBy(() -> ConfigMessages.config(without))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessage("config." + part + "." + field.getName() + ": not set");
        }
      }
    }
  }

  @Example
  void anOptimiserOrScheduleThatIsNotKnownIsNamed() {
    var message = ConfigMessages.message(Runs.CONFIG).toBuilder();
    message.getTrainingBuilder().setOptimizer("lamb");
    assertThatThrownBy(() -> ConfigMessages.config(message.build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("config.training.optimizer: lamb is not known here");
    message.getTrainingBuilder().setSchedule("triangle");
    assertThatThrownBy(() -> ConfigMessages.config(message.build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("config.training.schedule: triangle is not known here");
  }

  private static boolean meansNothing(FieldDescriptor field, RunConfig config) {
    return switch (field.getName()) {
      case "supervision_weight", "supervision_heads" ->
          config.network().deepSupervision().isEmpty();
      default -> false;
    };
  }

  @Property
  void durationsAreValidInProtobufsSense(@ForAll int seconds, @ForAll int nanos) {
    var duration = Duration.ofSeconds(seconds, nanos);
    var message = TimeMessages.duration(duration);
    assertThat(Durations.isValid(message)).isTrue();
    assertThat(TimeMessages.duration(message)).isEqualTo(duration);
  }

  @Example
  void everyStateComesBack() {
    for (RunState state : RunState.values()) {
      assertThat(StateMessages.state(StateMessages.message(state))).isEqualTo(state);
    }
    assertThatThrownBy(() -> StateMessages.state(gradlab.v1.RunState.RUN_STATE_UNSPECIFIED))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Example
  void whatIsNotAnEventIsRefused() {
    assertThatThrownBy(() -> EventMessages.event(gradlab.v1.RunEvent.getDefaultInstance()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> WorkerMessages.event(WorkerEvent.getDefaultInstance()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> WorkerMessages.message(1, Instant.EPOCH, new RunEvent.Rewound(3)))
        .isInstanceOf(IllegalArgumentException.class);
    var finished = WorkerEvent.newBuilder().setFinished(WorkerFinished.getDefaultInstance());
    assertThat(WorkerMessages.event(finished.build())).isEmpty();
  }

  @Provide
  Arbitrary<RunEvent> events() {
    return RunEvents.events().filter(MessagesTest::isTrainedHere);
  }

  @Provide
  Arbitrary<RunEvent> workerEvents() {
    return RunEvents.workerEvents().filter(MessagesTest::isTrainedHere);
  }

  /** Of an imported run the API leaves out what is not known. */
  private static boolean isTrainedHere(RunEvent event) {
    return !(event instanceof RunEvent.EpochMetrics e && e.isImported())
        && !(event instanceof RunEvent.GradientsSampled g && g.flow().isImported());
  }

  @Provide
  Arbitrary<RunConfig> configs() {
    return RunEvents.configs();
  }

  @Provide
  Arbitrary<Instant> instants() {
    return RunEvents.instants();
  }
}
