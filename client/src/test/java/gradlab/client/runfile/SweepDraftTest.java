package gradlab.client.runfile;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.v1.SweepAxis;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SweepDraftTest {
  private final SweepDraft draft = new SweepDraft();

  private String set(String key, String text) {
    return draft.setting(SweepDraft.settings().get(key), text).orElse("");
  }

  private SweepAxis axis() {
    assertThat(draft.request().getAxesList()).hasSize(1);
    return draft.request().getAxes(0);
  }

  @Test
  void oneValueIsNoAxis() {
    assertThat(set("learning_rate", "1e-3")).isEmpty();
    assertThat(draft.hasAxes()).isFalse();
    assertThat(draft.request().getConfig().getTraining().getLearningRate()).isEqualTo(1e-3);
  }

  @Test
  void severalAreOneAndKeepTheirText() {
    assertThat(set("learning_rate", "1e-3, 0.010")).isEmpty();
    assertThat(axis().getField()).isEqualTo("training.learning_rate");
    assertThat(axis().getValuesList()).containsExactly("1e-3", "0.010");
    assertThat(set("block", "plain,bn")).isEmpty();
    assertThat(draft.request().getAxes(1).getField()).isEqualTo("network.block");
  }

  @Test
  void aRangeOfRatesIsDrawnByTheirLogarithm() {
    assertThat(set("learning_rate", "1e-4..1e-1")).isEmpty();
    assertThat(axis().getLogUniform()).isTrue();
    assertThat(axis().getLow()).isEqualTo(1e-4);
    assertThat(axis().getHigh()).isEqualTo(1e-1);
    assertThat(set("learning_rate", "linear:1e-4..1e-1")).isEmpty();
    assertThat(axis().getLogUniform()).isFalse();
    assertThat(set("learning_rate", "0..1e-1")).isEmpty();
    assertThat(axis().getLogUniform()).as("of 0 there is none").isFalse();
  }

  @Test
  void whatComesLaterReplacesWhatWasThere() {
    set("learning_rate", "1e-3,1e-2");
    set("learning_rate", "1e-3");
    assertThat(draft.hasAxes()).isFalse();
    set("learning_rate", "1e-3,1e-2");
    assertThat(draft.request().getConfig().getTraining().hasLearningRate()).isFalse();
  }

  @Test
  void whatIsWrongIsSaid() {
    assertThat(set("learning_rate", "1e-3,x")).isEqualTo("'x' is no number");
    assertThat(set("batch_size", "1.5")).isEqualTo("'1.5' is no whole number");
    assertThat(set("learning_rate", "1..x")).contains("no range LOW..HIGH");
    assertThat(set("learning_rate", "1..2..3")).contains("no range LOW..HIGH");
    assertThat(set("priority", "1,2")).contains("same in all trials");
    assertThat(draft.key("random", "many")).hasValue("'many' is no whole number");
    assertThat(draft.key("asha", "yes")).hasValue("'yes' is no true or false");
    assertThat(draft.key("budget_hours", "NaN")).isPresent();
  }

  @Test
  void aFileIsReadWhole() {
    read(
        """
        network: VGG_08
        name: mine
        seed: 3
        learning_rate: [1e-4, 1e-3]
        weight_decay: 1e-5..1e-3
        random: 5
        random_seed: 7
        asha: true
        min_epochs: 2
        budget_hours: 1.5
        budget_cost: 2
        """);
    var request = draft.request();
    assertThat(request.getName()).isEqualTo("mine");
    assertThat(request.getConfig().getNetwork().getNetwork()).isEqualTo("VGG_08");
    assertThat(request.getConfig().getTraining().getSeed()).isEqualTo(3);
    assertThat(request.getAxesList())
        .extracting(SweepAxis::getField)
        .containsExactly("training.learning_rate", "training.weight_decay");
    assertThat(request.getRandomTrials()).isEqualTo(5);
    assertThat(request.getRandomSeed()).isEqualTo(7);
    assertThat(request.getHalving().getMinEpochs()).isEqualTo(2);
    assertThat(request.getMaxDeviceTime().getSeconds()).isEqualTo(5400);
    assertThat(request.getMaxCost()).isEqualTo(2);
  }

  private void read(String text) {
    RunFile.readSweep(
        RunFile.STANDARD_INPUT,
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
        draft);
  }
}
