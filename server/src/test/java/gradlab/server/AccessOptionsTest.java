package gradlab.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.access.BearerFile;
import gradlab.access.tls.TlsFiles;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class AccessOptionsTest {
  @Command
  private static final class Options {
    @Mixin private AccessOptions access;
  }

  private static AccessOptions parse(String line) {
    var options = new Options();
    new CommandLine(options).parseArgs(line.isEmpty() ? new String[0] : line.split(" "));
    return options.access;
  }

  @Test
  void loopbackNeedsNothing() {
    var options = parse("");
    assertThat(options.listen()).hasToString("127.0.0.1:50051");
    assertThat(options.metricsListen()).hasToString("127.0.0.1:9464");
    assertThat(options.settings()).isEqualTo(AccessSettings.OPEN);
    assertThat(parse("--listen [::1]:7").settings()).isEqualTo(AccessSettings.OPEN);
  }

  @Test
  void publicListensForAllWithTls() {
    var options = parse("--public");
    assertThat(options.listen()).hasToString("0.0.0.0:50051");
    assertThat(options.metricsListen()).hasToString("127.0.0.1:9464");
    assertThat(options.settings().tls())
        .contains(new AccessSettings.Tls(Optional.empty(), Optional.empty()));
    assertThat(parse("--public --listen 127.0.0.1:7").listen()).hasToString("127.0.0.1:7");
    assertThat(parse("--public --listen 127.0.0.1:7").settings().tls()).isPresent();
  }

  @Test
  void ownCertificatesAndClientsCertificates() {
    var files = new TlsFiles(Path.of("c.pem"), Path.of("k.pem"));
    assertThat(parse("--listen 0.0.0.0:7 --tls-cert c.pem --tls-key k.pem").settings().tls())
        .contains(new AccessSettings.Tls(Optional.of(files), Optional.empty()));
    assertThat(parse("--tls-cert c.pem --tls-key k.pem --tls-client-ca ca.pem").settings().tls())
        .contains(new AccessSettings.Tls(Optional.of(files), Optional.of(Path.of("ca.pem"))));
    assertThat(parse("--public --tls-client-ca ca.pem").settings().tls())
        .contains(new AccessSettings.Tls(Optional.empty(), Optional.of(Path.of("ca.pem"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0:7", "[::]:7", "192.0.2.7:7"})
  void whatOthersReachIsRefusedWithTheWaysOut(String address) {
    assertThatThrownBy(() -> parse("--listen " + address).settings())
        .isInstanceOf(StartFailure.class)
        .hasMessageContainingAll(
            "others can reach " + address,
            "gradlab server --public --listen " + address,
            "--tls-cert FILE --tls-key FILE",
            "ssh -L 7:127.0.0.1:7",
            "gradlab server --insecure --listen " + address);
    assertThat(parse("--insecure --listen " + address).settings()).isEqualTo(AccessSettings.OPEN);
  }

  @Test
  void theLoginLineMayNameAnotherAddress() {
    assertThat(parse("--public --login-address gpu.example:7").settings().loginAddress())
        .contains("gpu.example:7");
    assertThat(parse("--public").settings().loginAddress()).isEmpty();
    for (String wrong : new String[] {"gpu.example", ":7", "gpu.example:70000"}) {
      assertThatThrownBy(() -> parse("--public --login-address " + wrong).settings())
          .isInstanceOf(ParameterException.class)
          .hasMessageContainingAll("--login-address", wrong, "HOST:PORT");
    }
  }

  @Test
  void theMetricsPageHasItsOwnRule() {
    for (String api : new String[] {"", "--public ", "--insecure --listen 0.0.0.0:7 "}) {
      assertThatThrownBy(() -> parse(api + "--metrics-listen 0.0.0.0:9464").settings())
          .as(api)
          .isInstanceOf(StartFailure.class)
          .hasMessageContainingAll(
              "0.0.0.0:9464", "--metrics-token-file FILE", "--metrics-insecure", "127.0.0.1:9464");
    }
    assertThat(parse("--metrics-listen 0.0.0.0:1 --metrics-token-file t").settings().metricsToken())
        .contains(new BearerFile(Path.of("t")));
    assertThat(parse("--metrics-listen 0.0.0.0:1 --metrics-insecure").settings().metricsToken())
        .isEmpty();
    assertThat(parse("--metrics-token-file t").settings().metricsToken()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--tls-cert c",
        "--tls-key k",
        "--insecure --public",
        "--insecure --tls-cert c --tls-key k",
        "--insecure --tls-client-ca c",
        "--tls-client-ca c",
        "--metrics-insecure --metrics-token-file t"
      })
  void contradictionsAreWrongUsage(String line) {
    assertThatThrownBy(() -> parse(line).settings()).isInstanceOf(ParameterException.class);
  }
}
