package gradlab.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import gradlab.runs.ConnectionFile;
import gradlab.v1.AccessServiceGrpc;
import gradlab.v1.CreateTokenRequest;
import gradlab.v1.Role;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gradlab server --public} as a process of its own, for all to reach. */
class PublicServerTest {
  private static final Pattern READY =
      Pattern.compile(
          "gradlab server ready: grpc=(\\S+):(\\d+) metrics=http://(\\S+):(\\d+)/metrics");
  private static final Pattern TOKEN = Pattern.compile("gradlab_[A-Za-z0-9_-]{43}");

  @TempDir private Path state;

  private record Started(Process process, List<String> lines, int metricsPort)
      implements AutoCloseable {
    @Override
    public void close() {
      process.destroy();
      process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }
  }

  /** Reads up to the ready line. */
  private Started start(String... options) throws Exception {
    var process = ServerProcess.launch(state, options);
    var reader = process.inputReader(StandardCharsets.UTF_8);
    return CompletableFuture.supplyAsync(
            () -> {
              var lines = new ArrayList<String>();
              for (var line : (Iterable<String>) reader.lines()::iterator) {
                lines.add(line);
                var ready = READY.matcher(line);
                if (ready.matches()) {
                  return new Started(process, lines, Integer.parseInt(ready.group(4)));
                }
              }
              throw new AssertionError("not ready but: " + lines);
            })
        .get(60, TimeUnit.SECONDS);
  }

  private static String mode(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static HttpResponse<String> metrics(Started server, String authorization)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.metricsPort + "/metrics"))
            .header("Authorization", authorization)
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void theFirstStartSaysHowToLogInAndNoSecretGoesAnywhereElse() throws Exception {
    Path bearer = Files.writeString(state.resolve("bearer"), "0123456789abcdef-of-metrics");
    Files.setPosixFilePermissions(bearer, PosixFilePermissions.fromString("rw-------"));
    var secrets = new ArrayList<String>(List.of("0123456789abcdef-of-metrics"));
    try (var server =
        start(
            "--public",
            "--listen=0.0.0.0:0",
            "--metrics-listen=0.0.0.0:0",
            "--metrics-token-file=" + bearer)) {
      assertThat(server.lines.get(server.lines.size() - 1))
          .matches(
              "gradlab server ready: grpc=0\\.0\\.0\\.0:\\d+ metrics=http://0\\.0\\.0\\.0:\\d+/metrics");
      assertThat(server.lines.get(0)).matches("gradlab server certificate: SHA256:[0-9a-f]{64}");
      String fingerprint = server.lines.get(0).replaceAll(".*: ", "");
      assertThat(server.lines.get(2))
          .matches("gradlab login [^ ]+:\\d+ --fingerprint " + fingerprint + " --token \\S+")
          .doesNotContain("0.0.0.0");
      var token = TOKEN.matcher(server.lines.get(2));
      assertThat(token.find()).isTrue();
      secrets.add(token.group());
      var local = new Properties();
      try (var in = Files.newBufferedReader(state.resolve("local-access.properties"))) {
        local.load(in);
      }
      assertThat(local.getProperty("server")).startsWith("127.0.0.1:");
      assertThat(local.getProperty("fingerprint")).isEqualTo(fingerprint);
      secrets.add(local.getProperty("token"));
      for (String file :
          List.of("local-access.properties", "tokens.json", "tls/server.key", "tls/server.crt")) {
        assertThat(mode(state.resolve(file))).as(file).isEqualTo("rw-------");
      }
      assertThat(metrics(server, "Bearer nothing").statusCode()).isEqualTo(401);
      var page = metrics(server, "Bearer 0123456789abcdef-of-metrics");
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).doesNotContain(secrets);
      assertNoneIn(Path.of("/proc/" + server.process.pid() + "/cmdline"), secrets);
      assertNoneIn(Path.of("/proc/" + server.process.pid() + "/environ"), secrets);
    }
    assertNoneIn(state.resolve("server.log"), secrets);
    assertNoneIn(state.resolve("tokens.json"), secrets);
    assertThat(state.resolve("local-access.properties")).doesNotExist();

    try (var again = start("--public", "--listen=127.0.0.1:0")) {
      assertThat(String.join("\n", again.lines))
          .contains("gradlab token create --role viewer --name NAME --server 127.0.0.1:")
          .doesNotContainPattern(TOKEN);
    }
  }

  private static void assertNoneIn(Path file, List<String> secrets) throws Exception {
    if (Files.isReadable(file)) { // /proc is Linux's
      assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
          .as(file.toString())
          .doesNotContain(secrets);
    }
  }

  /** Workers of a server that others reach: their port is loopback's, their token in no list. */
  @Test
  void workersStayOnLoopbackAndTheirTokensInTheirFile() throws Exception {
    try (var server = start("--insecure", "--listen=0.0.0.0:0");
        var client =
            new TestServer.Client(
                Integer.parseInt(
                    READY.matcher(server.lines.get(server.lines.size() - 1)).replaceAll("$2")))) {
      assertThatThrownBy(
              () ->
                  AccessServiceGrpc.newBlockingStub(client.channel())
                      .withDeadlineAfter(30, TimeUnit.SECONDS)
                      .createToken(
                          CreateTokenRequest.newBuilder()
                              .setName("for later")
                              .setRole(Role.ROLE_ADMIN)
                              .build()))
          .as("who passes by leaves no way in")
          .hasMessageContainingAll("FAILED_PRECONDITION", "start it with --public");
      assertThat(state.resolve("tokens.json")).doesNotExist();
      String run = client.start("steps=10", "hold=5").getRunId();
      Path directory = state.resolve("runs").resolve(run);
      Await.until("holds", TestServer.LIMIT, () -> Files.exists(directory.resolve("holding")));
      var connection = ConnectionFile.read(directory).orElseThrow();
      assertThat(connection.endpoint()).startsWith("127.0.0.1:");
      assertThat(mode(directory.resolve(ConnectionFile.NAME))).isEqualTo("rw-------");
      var secret = List.of(connection.token());
      var workers = server.process.descendants().toList();
      assertThat(workers).isNotEmpty();
      for (ProcessHandle worker : workers) {
        assertNoneIn(Path.of("/proc/" + worker.pid() + "/cmdline"), secret);
        assertNoneIn(Path.of("/proc/" + worker.pid() + "/environ"), secret);
      }
      assertNoneIn(directory.resolve("worker.log"), secret);
      assertNoneIn(directory.resolve("run.log"), secret);
      assertNoneIn(state.resolve("server.log"), secret);
      assertThat(metrics(server, "none").body()).contains("jvm_").doesNotContain(secret);
      Files.writeString(directory.resolve("go"), "");
      client.await(run, gradlab.v1.RunState.RUN_STATE_COMPLETED);
    }
  }

  @Test
  void aServerThatOthersReachUnprotectedDoesNotStart() throws Exception {
    for (String option : List.of("--listen=0.0.0.0:0", "--metrics-listen=0.0.0.0:0")) {
      var process = ServerProcess.launch(state, option);
      assertThat(process.onExit().get(60, TimeUnit.SECONDS).exitValue()).isEqualTo(8);
      assertThat(process.inputReader().readLine()).as("nothing on standard output").isNull();
    }
    assertThat(state.resolve("server.log"))
        .content()
        .contains("gradlab server --public", "--metrics-token-file FILE");
    assertThat(state.resolve("tokens.json")).doesNotExist();
  }

  @Test
  void aStartThatFailsUsesNoTokenUp() throws Exception {
    var taken = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    String port = "127.0.0.1:" + taken.getAddress().getPort();
    var process =
        ServerProcess.launch(state, "--public", "--listen=127.0.0.1:0", "--metrics-listen=" + port);
    assertThat(process.onExit().get(60, TimeUnit.SECONDS).exitValue()).isEqualTo(8);
    taken.stop(0);
    try (var server = start("--public", "--listen=127.0.0.1:0", "--login-address=gpu.example:7")) {
      assertThat(String.join("\n", server.lines))
          .containsPattern("gradlab login gpu\\.example:7 --fingerprint \\S+ --token " + TOKEN);
    }
  }
}
