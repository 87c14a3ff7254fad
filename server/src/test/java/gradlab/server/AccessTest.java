package gradlab.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.access.Permissions;
import gradlab.access.Role;
import gradlab.v1.AccessServiceGrpc;
import gradlab.v1.CreateTokenRequest;
import gradlab.v1.CreateTokenResponse;
import gradlab.v1.GetCallerRequest;
import gradlab.v1.ListTokensRequest;
import gradlab.v1.RevokeTokenRequest;
import gradlab.v1.RunState;
import gradlab.v1.StreamMetricsRequest;
import gradlab.v1.TrainingServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.grpc.stub.MetadataUtils;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with TLS and tokens, in this process, called as each role. */
class AccessTest {
  private static final Pattern LOGIN =
      Pattern.compile(
          "gradlab login \\S+:\\d+ --fingerprint SHA256:[0-9a-f]{64} --token (gradlab_\\S{43})");

  @TempDir static Path state;
  private static TestServer server;
  private static ManagedChannel channel;
  private static String first;
  private static final Map<Role, CreateTokenResponse> TOKENS = new EnumMap<>(Role.class);

  @BeforeAll
  static void start() throws Exception {
    server =
        new TestServer(
            state,
            TestServer.RUNS,
            new AccessSettings(
                Optional.of(new AccessSettings.Tls(Optional.empty(), Optional.empty())),
                Optional.empty(),
                Optional.empty()));
    channel =
        NettyChannelBuilder.forAddress("127.0.0.1", server.server().grpc().getPort())
            .sslContext(
                GrpcSslContexts.configure(
                        io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder.forClient(),
                        SslProvider.JDK)
                    .trustManager(state.resolve("tls/server.crt").toFile())
                    .build())
            .build();
    var login = LOGIN.matcher(String.join("\n", server.server().announcement()));
    assertThat(login.find()).isTrue();
    first = login.group(1);
    for (Role role : Role.values()) {
      TOKENS.put(role, create("a " + role.label(), role, 0));
    }
  }

  @AfterAll
  static void stop() {
    channel.shutdownNow();
    server.close();
  }

  private static CreateTokenResponse create(String name, Role role, long lifetimeSeconds) {
    return access(first)
        .createToken(
            CreateTokenRequest.newBuilder()
                .setName(name)
                .setRole(gradlab.v1.Role.valueOf("ROLE_" + role.name()))
                .setLifetimeSeconds(lifetimeSeconds)
                .build());
  }

  private static AccessServiceGrpc.AccessServiceBlockingStub access(String token) {
    return AccessServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(30, TimeUnit.SECONDS)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(bearer(token)));
  }

  private static TrainingServiceGrpc.TrainingServiceBlockingStub training(String token) {
    return TrainingServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(60, TimeUnit.SECONDS)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(bearer(token)));
  }

  private static Metadata bearer(String token) {
    var headers = new Metadata();
    headers.put(RawCalls.AUTHORIZATION, "Bearer " + token);
    return headers;
  }

  @Test
  void everyRpcHasAnEntryAndEveryEntryAnRpc() {
    assertThat(server.server().methods())
        .extracting(MethodDescriptor::getFullMethodName)
        .containsExactlyInAnyOrderElementsOf(Permissions.methods());
  }

  /** All RPCs as everybody: an empty request is refused by the service itself, or harmless. */
  @Test
  void everyRpcIsOpenToItsRolesOnly() throws Exception {
    Map<String, String> wrong = new HashMap<>();
    int calls = 0;
    for (var method : server.server().methods()) {
      String name = method.getFullMethodName();
      Role needed = Permissions.needed(name).orElseThrow();
      var unknown = RawCalls.call(channel, method, Optional.empty(), new byte[0]);
      if (unknown.getCode() != Status.Code.UNAUTHENTICATED) {
        wrong.put(name + " without a token", unknown.toString());
      }
      for (Role role : Role.values()) {
        var status =
            RawCalls.call(channel, method, Optional.of(TOKENS.get(role).getSecret()), new byte[0]);
        boolean refused = status.getCode() == Status.Code.PERMISSION_DENIED;
        boolean letIn =
            !refused
                && status.getCode() != Status.Code.UNAUTHENTICATED
                && status.getCode() != Status.Code.DEADLINE_EXCEEDED;
        if (role.includes(needed) ? !letIn : !refused) {
          wrong.put(name + " as " + role, status.toString());
        }
        calls++;
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(calls).isGreaterThan(70);
  }

  @Test
  void aRefusalSaysWhichRoleIsNeededAndWhichIsThere() {
    var viewer = TOKENS.get(Role.VIEWER);
    assertThatThrownBy(
            () -> access(viewer.getSecret()).listTokens(ListTokensRequest.getDefaultInstance()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e ->
                assertThat(e.getStatus().getDescription())
                    .isEqualTo(
                        "ListTokens needs the role admin, and token %s has the role viewer: ask an admin for another token"
                            .formatted(viewer.getToken().getTokenId())));
  }

  @Test
  void tellsCallersWhoTheyAreAndAdminsWhoThereIs() {
    var operator = TOKENS.get(Role.OPERATOR);
    var me = access(operator.getSecret()).getCaller(GetCallerRequest.getDefaultInstance());
    assertThat(me.getRole()).isEqualTo(gradlab.v1.Role.ROLE_OPERATOR);
    assertThat(me.getToken().getTokenId()).isEqualTo(operator.getToken().getTokenId());
    assertThat(me.getToken().hasLastUseTime()).isTrue();
    var all = access(first).listTokens(ListTokensRequest.getDefaultInstance());
    assertThat(all.getTokensList())
        .extracting(t -> t.getName() + " " + t.getRole())
        .startsWith("first ROLE_ADMIN", "a viewer ROLE_VIEWER", "a operator ROLE_OPERATOR");
    assertThat(all.toString()).doesNotContain(first, operator.getSecret());
  }

  @Test
  void badTokensAreNotMade() {
    for (var bad :
        Stream.of(
                CreateTokenRequest.newBuilder().setRoleValue(1),
                CreateTokenRequest.newBuilder().setName("x"),
                CreateTokenRequest.newBuilder().setName("x").setRoleValue(99),
                CreateTokenRequest.newBuilder().setName("x\ny").setRoleValue(1),
                CreateTokenRequest.newBuilder().setName("x".repeat(101)).setRoleValue(1),
                CreateTokenRequest.newBuilder().setName("x").setRoleValue(1).setLifetimeSeconds(-1),
                CreateTokenRequest.newBuilder()
                    .setName("x")
                    .setRoleValue(1)
                    .setLifetimeSeconds(Long.MAX_VALUE))
            .map(CreateTokenRequest.Builder::build)
            .collect(Collectors.toList())) {
      assertThatThrownBy(() -> access(first).createToken(bad))
          .as(bad.toString())
          .hasMessageContaining("INVALID_ARGUMENT");
    }
  }

  @Test
  void revokingEndsNewCallsAndOpenStreams() throws Exception {
    var made = create("soon gone", Role.OPERATOR, 0);
    String run =
        training(made.getSecret())
            .startRun(TestServer.Client.request("steps=10", "hold=5"))
            .getRun()
            .getRunId();
    server.awaitHolding(run);
    var stream =
        training(made.getSecret())
            .streamMetrics(StreamMetricsRequest.newBuilder().setRunId(run).build());
    stream.next();
    access(first)
        .revokeToken(
            RevokeTokenRequest.newBuilder().setTokenId(made.getToken().getTokenId()).build());
    assertThatThrownBy(() -> stream.forEachRemaining(item -> {}))
        .as("at the next heartbeat")
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED))
        .hasMessageContaining("revoked");
    assertThatThrownBy(
            () -> access(made.getSecret()).getCaller(GetCallerRequest.getDefaultInstance()))
        .hasMessageContaining("UNAUTHENTICATED");
    server.go(run);
    Await.until(
        "the run goes on without its starter",
        TestServer.LIMIT,
        () ->
            training(first)
                    .getRun(gradlab.v1.GetRunRequest.newBuilder().setRunId(run).build())
                    .getRun()
                    .getState()
                == RunState.RUN_STATE_COMPLETED);
  }

  @Test
  void aClientWithoutTlsGetsNothing() {
    assertThatThrownBy(
            () ->
                server
                    .client
                    .server()
                    .getServerInfo(gradlab.v1.GetServerInfoRequest.getDefaultInstance()))
        .hasMessageContaining("UNAVAILABLE");
  }
}
