package gradlab.client.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seed groups, comparison and sweeps, as a person uses them, on the bundled sample. */
class RealExperimentsTest {
  @TempDir private Path folder;

  private static List<String> small(String... more) {
    var line = new java.util.ArrayList<>(List.of(more));
    line.addAll(List.of("--train-limit", "100", "--batch-size", "50", "--epochs", "2"));
    return line;
  }

  private static String ok(User user, List<String> line) {
    return user.ok(line.toArray(String[]::new));
  }

  @Test
  void groupsAreComparedAndSettingsAreSearched() throws Exception {
    try (var server = new RealServer(folder.resolve("server"), "--listen", "127.0.0.1:0")) {
      var user = new User(folder).with("GRADLAB_SERVER", server.address);
      groups(user);
      compare(user);
      sweep(user);
      fromFile(user);
    }
  }

  private void groups(User user) {
    String plain = ok(user, small("start", "VGG_08", "--seeds", "0,1,2", "--follow"));
    assertThat(plain.lines().findFirst().orElseThrow()).startsWith("g-vgg-08-plain-");
    assertThat(plain).contains("VGG_08 plain seed 2  epoch 1  train loss ");
    ok(user, small("start", "VGG_08", "--block", "bn", "--seeds", "0,1"));
    assertThat(user.ok("wait", "g-vgg-08-bn", "--output", "csv"))
        .contains(",VGG_08 bn seed 0,COMPLETED,", ",VGG_08 bn seed 1,COMPLETED,");
    assertThat(user.ok("groups", "--output", "csv").lines())
        .hasSize(3)
        .anyMatch(line -> line.contains("VGG_08 plain,VGG_08,plain,3,3 COMPLETED,"));

    var group =
        JsonParser.parseString(user.ok("group", "g-vgg-08-pl", "--output", "json"))
            .getAsJsonObject();
    var last = group.getAsJsonArray("epochs").get(1).getAsJsonObject().getAsJsonObject("trainLoss");
    double[] losses =
        user.ok("runs", "--output", "csv")
            .lines()
            .filter(line -> line.contains("VGG_08 plain seed"))
            .mapToDouble(line -> Double.parseDouble(line.split(",")[6]))
            .toArray();
    double mean = java.util.Arrays.stream(losses).average().orElseThrow();
    double squares = java.util.Arrays.stream(losses).map(x -> (x - mean) * (x - mean)).sum();
    assertThat(last.get("n").getAsInt()).isEqualTo(3);
    assertThat(last.get("mean").getAsDouble()).isEqualTo(mean, within());
    assertThat(last.get("standardDeviation").getAsDouble())
        .isEqualTo(Math.sqrt(squares / 2), within());
    assertThat(user.ok("group", "g-vgg-08-pl")).containsPattern("n?1 +3 +\\d\\.\\d{4} ± \\d");
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-9);
  }

  private void compare(User user) {
    String text = user.ok("compare", "g-vgg-08-pl", "g-vgg-08-bn", "--threshold", "0.0001");
    assertThat(text)
        .contains("At the end of epoch 1", "Settings that differ", "network.block")
        .containsPattern("VGG_08 bn: train loss +-?\\+?\\d.* \\d\\.\\d{4}");
    assertThat(user.ok("compare", "g-vgg-08-pl", "g-vgg-08-bn", "--as", "latex"))
        .contains("\\toprule", "VGG\\_08 plain & VGG\\_08 bn", "$\\pm$", "\\bottomrule");
    assertThat(user.ok("compare", "g-vgg-08-pl", "g-vgg-08-bn", "--as", "markdown"))
        .contains("| metric | VGG\\_08 plain | VGG\\_08 bn |");
    assertThat(user.ok("compare", "g-vgg-08-pl", "g-vgg-08-bn", "--output", "csv").lines())
        .anyMatch(line -> line.contains(",train_loss,"));
    assertThat(user.refused(2, "compare", "g-vgg-08", "g-vgg-08-bn"))
        .contains("is the beginning of 2 groups' ids");
    assertThat(user.refused(4, "compare", "g-vgg-08-bn", "nope")).contains("no run's id");
    assertThat(user.refused(2, "start", "VGG_08", "--seeds", "0,1", "--seed", "2"))
        .contains("--seed and --seeds");
    assertThat(user.refused(8, "start", "VGG_08", "--seeds", "3,3")).contains("more than once");
    user.ok("rm", "g-vgg-08-bn");
    assertThat(user.ok("groups")).doesNotContain("g-vgg-08-bn");
  }

  private void sweep(User user) {
    List<String> grid = small("sweep", "VGG_08", "--lr", "1e-3,1e-2", "--weight-decay", "0,1e-4");
    var dry = new java.util.ArrayList<>(grid);
    dry.add("--dry-run");
    assertThat(ok(user, dry)).containsPattern("trials +4").containsPattern("epochs +8");
    assertThat(user.ok("sweep", "list")).isEmpty();
    String id = ok(user, grid).strip();
    assertThat(user.ok("sweep", "wait", id, "--timeout", "120s")).contains("COMPLETED");
    String trials = user.ok("sweep", "show", id, "--output", "csv");
    assertThat(trials.lines())
        .hasSize(5)
        .first()
        .isEqualTo("trial,learning_rate,weight_decay,best_val_acc,best_epoch,epochs,state,run");
    String trial = trials.lines().skip(1).findFirst().orElseThrow().split(",")[7];
    assertThat(user.ok("show", trial)).doesNotContain("test_acc"); // not before it has won
    assertThat(user.ok("sweep", "show", id)).contains("SETTING").containsPattern("1e-2 +2 ");
    user.ok("sweep", "evaluate", id);
    user.ok("wait", trial);
    assertThat(user.ok("show", trial)).contains("test_acc");
    assertThat(user.refused(8, "sweep", "evaluate", id)).contains("already", "--again");
    assertThat(user.refused(8, "sweep", "pause", id)).contains("cannot be paused");
    user.ok("sweep", "extend", id, "--axis", "learning_rate=3e-3", "--axis", "weight_decay=0");
    assertThat(user.ok("sweep", "wait", id)).contains("5/5");
  }

  private void fromFile(User user) throws Exception {
    Path file = folder.resolve("sweep.yaml");
    Files.writeString(
        file,
        """
        network: VGG_08
        train_limit: 100
        epochs: 4
        learning_rate: 1e-4..1e-1
        batch_size: [50, 100]
        random: 4
        asha: true
        reduction_factor: 2
        """);
    assertThat(user.ok("sweep", "-f", file.toString(), "--dry-run"))
        .containsPattern("trials +4")
        .containsPattern("epochs +8"); // 4 train one, of these 2 train two, of these 1 trains four
    Files.writeString(file, "network: VGG_08\nlearning_rate: [1e-4, x]\nrandm: 4\n");
    assertThat(user.refused(2, "sweep", "-f", file.toString()))
        .contains("sweep.yaml:2: learning_rate: 'x' is no number")
        .contains("there is no key 'randm'; did you mean random?");
    assertThat(user.refused(2, "sweep", "VGG_08", "--lr", "1e-3")).contains("nothing to search");
    assertThat(user.refused(2, "sweep", "VGG_08", "--lr", "1e-3,x")).contains("--lr: 'x'");
    assertThat(user.refused(2, "sweep", "shw")).contains("did you mean `gradlab sweep show`?");
    assertThat(user.refused(8, "sweep", "VGG_08", "--lr", "1e-6,1e-3"))
        .contains("min_learning_rate", "set it lower (trial");
  }
}
