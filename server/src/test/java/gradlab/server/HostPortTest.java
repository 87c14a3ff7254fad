package gradlab.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class HostPortTest {
  private final HostPort.Converter converter = new HostPort.Converter();

  @Test
  void knowsWhatOnlyThisMachineReaches() {
    assertThat(converter.convert("127.0.0.1:0")).isEqualTo(new HostPort("127.0.0.1", 0));
    assertThat(converter.convert("[::1]:50051")).isEqualTo(new HostPort("::1", 50051));
    for (String loopback : new String[] {"127.0.0.1:1", "127.8.8.8:1", "[::1]:1", "localhost:1"}) {
      assertThat(converter.convert(loopback).isLoopback()).as(loopback).isTrue();
    }
    for (String reachable : new String[] {"0.0.0.0:1", "[::]:1", "192.0.2.7:1", "[fe80::1]:1"}) {
      assertThat(converter.convert(reachable).isLoopback()).as(reachable).isFalse();
    }
    assertThatThrownBy(() -> converter.convert("no-such-host.invalid:1"))
        .hasMessageContaining("there is no host 'no-such-host.invalid'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "127.0.0.1", "127.0.0.1:", ":50051", "127.0.0.1:99999", "::1:50051"})
  void refusesWhatIsNoAddress(String text) {
    assertThatThrownBy(() -> converter.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("HOST:PORT");
  }

  @Test
  void writesAddressesAsClientsTakeThem() {
    assertThat(HostPort.text(new HostPort("127.0.0.1", 5).address())).isEqualTo("127.0.0.1:5");
    assertThat(HostPort.text(new HostPort("::1", 5).address())).startsWith("[").endsWith("]:5");
  }
}
