package gradlab.client.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.google.protobuf.util.JsonFormat;
import gradlab.client.fake.Cli;
import gradlab.client.fake.FakeServer;
import gradlab.client.fake.Samples;
import gradlab.v1.DiagnoseRunResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DiagnoseTest {
  @RegisterExtension final FakeServer server = new FakeServer();

  @BeforeEach
  void runs() {
    server.add(Samples.run("r1", "deep", "VGG_38"));
    server.add(Samples.run("s1", "shallow", "VGG_08"));
  }

  @Test
  void aFindingHasItsEvidenceAndWhatHelps() {
    var cli = Cli.run(server, "diagnose", "r1");
    assertThat(cli.exitCode()).isZero();
    assertThat(cli.lines())
        .containsExactly(
            "deep (r1)  epoch 1, step 76, the epoch's last",
            "verdict: vanishing",
            "",
            "vanishing",
            "  gradient_ratio 4.4e-14 < 1e-3",
            "  gradient_ratio 4.400e-14 (vanishing_ratio 1.000e-03)",
            "  decades_lost 1.340e+01",
            "  usually helps: skip connections with batch norm (--block bn_residual), or another"
                + " block",
            "",
            "gradient_ratio 4.400e-14, 13.4 decades lost; 2 of 38 layers with weights are trained",
            "stage 2  reduction_block_2_conv_0 1.400e-10  reduction_block_2_conv_1 4.500e-05"
                + "  5.5 decades lost");
  }

  @Test
  void healthyHasAnExplanationToo() {
    assertThat(Cli.run(server, "diagnose", "s1").lines())
        .startsWith(
            "shallow (s1)  epoch 1, step 76, the epoch's last",
            "verdict: healthy",
            "  gradient_ratio 1.0");
  }

  @Test
  void jsonHasEverythingAndCsvTheVerdict() throws Exception {
    var json = DiagnoseRunResponse.newBuilder();
    JsonFormat.parser().merge(Cli.run(server, "diagnose", "r1", "--output", "json").out(), json);
    assertThat(json.build()).isEqualTo(Samples.vanishing());
    assertThat(Cli.run(server, "diagnose", "r1", "--output", "csv").lines())
        .containsExactly("verdict,explanation", "vanishing,gradient_ratio 4.4e-14 < 1e-3");
  }

  @Test
  void thresholdsArrive() {
    Cli.run(server, "diagnose", "r1", "--threshold", "vanishing_ratio=1e-2", "--threshold", "x=3");
    assertThat(server.training().diagnoseRequests().get(0).getThresholdsMap())
        .containsOnly(entry("vanishing_ratio", 1e-2), entry("x", 3.0));
    var cli = Cli.run(server, "diagnose", "r1", "--threshold", "vanishing_ratio=small");
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("--threshold").contains("small");
  }
}
