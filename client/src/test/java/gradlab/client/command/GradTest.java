package gradlab.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import gradlab.client.fake.Cli;
import gradlab.client.fake.FakeServer;
import gradlab.client.fake.Samples;
import gradlab.v1.GradientFlow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GradTest {
  @RegisterExtension final FakeServer server = new FakeServer();

  @BeforeEach
  void deepRun() {
    server.add(Samples.run("r1", "deep", "VGG_38"));
    server.training().flowOf(run -> Samples.deepFlow());
  }

  @Test
  void theTableHasALineWithABarForEachLayer() {
    var cli = Cli.run(server, "grad", "r1");
    assertThat(cli.exitCode()).isZero();
    assertThat(cli.lines()).hasSize(43);
    assertThat(cli.lines().get(0)).isEqualTo("deep (r1)  epoch 1, step 76, the epoch's last");
    assertThat(cli.lines().get(1)).contains("MEAN |G|", "1e-18", "1e-3");
    assertThat(cli.lines().get(2))
        .isEqualTo("input_conv_conv_0                  0          0          0  100.0%  1.000e-03");
    assertThat(cli.lines().get(40)).contains("2.000e-04", "█");
    assertThat(cli.lines().get(41))
        .isEqualTo(
            "gradient_ratio 4.400e-14, 13.4 decades lost; 2 of 38 layers with weights are trained");
    assertThat(cli.lines().get(42))
        .isEqualTo(
            "stage 2  reduction_block_2_conv_0 1.400e-10  reduction_block_2_conv_1 4.500e-05"
                + "  5.5 decades lost");
    assertThat(cli.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
  }

  @Test
  void asciiWhereTheLocaleIsNotUtf8() {
    var cli = Cli.with("LC_ALL", "C").run("grad", "r1", "--server", server.address());
    assertThat(cli.out()).contains("####").matches("\\p{ASCII}*");
  }

  @Test
  void jsonAndCsvInFullPrecision() throws Exception {
    var flow = GradientFlow.newBuilder();
    JsonFormat.parser().merge(Cli.run(server, "grad", "r1", "--output", "json").out(), flow);
    assertThat(flow.build()).isEqualTo(Samples.deepFlow());
    var csv = Cli.run(server, "grad", "r1", "--output", "csv").lines();
    assertThat(csv).hasSize(40);
    assertThat(csv.get(0))
        .isEqualTo(
            "epoch,step,epoch_end,layer,mean_abs,l2_norm,max_abs,zero_share,update_ratio,elements");
    assertThat(csv.get(3)).startsWith("1,76,true,block_0_0_conv_0,2.0E-18,");
  }

  @Test
  void activationsAreTheForwardHalf() {
    var lines = Cli.run(server, "grad", "r1", "--activations").lines();
    assertThat(lines).hasSize(5);
    assertThat(lines.get(1)).matches("LAYER +RMS +MAX +SPREAD +DEAD  1e-1 +1e0");
    assertThat(lines.get(2))
        .matches("input_conv_bn_0 +6.800e-01  6.800e\\+00  8.400e-01    6.3%  █+.?");
    assertThat(lines.get(3)).matches("logit_linear_layer +1.200e-01  1.200e\\+00  3.000e-08 +█+.?");
    var csv = Cli.run(server, "grad", "r1", "--activations", "--output", "csv").lines();
    assertThat(csv)
        .containsExactly(
            "epoch,step,layer,rms,max_abs,spread,dead_share,elements",
            "1,76,input_conv_bn_0,0.68,6.800000000000001,0.84,0.0625,100",
            "1,76,logit_linear_layer,0.12,1.2,3.0E-8,,100");
  }

  @Test
  void theSelectionArrives() {
    Cli.run(server, "grad", "r1");
    Cli.run(server, "grad", "r1", "--epoch", "0");
    Cli.run(server, "grad", "r1", "--step", "76");
    Cli.run(server, "grad", "r1", "--all");
    var requests = server.training().flowRequests();
    assertThat(requests.get(0).getSelectCase().name()).isEqualTo("SELECT_NOT_SET");
    assertThat(requests.get(1).hasEpoch()).isTrue();
    assertThat(requests.get(2).getStep()).isEqualTo(76);
    assertThat(requests.get(3).getAll()).isTrue();
  }
}
