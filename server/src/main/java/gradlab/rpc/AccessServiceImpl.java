package gradlab.rpc;

import static gradlab.rpc.Answers.answer;

import gradlab.access.Caller;
import gradlab.access.TokenStore;
import gradlab.domain.GradlabException.WrongState;
import gradlab.v1.AccessServiceGrpc;
import gradlab.v1.CreateTokenRequest;
import gradlab.v1.CreateTokenResponse;
import gradlab.v1.GetCallerRequest;
import gradlab.v1.GetCallerResponse;
import gradlab.v1.ListTokensRequest;
import gradlab.v1.ListTokensResponse;
import gradlab.v1.RevokeTokenRequest;
import gradlab.v1.RevokeTokenResponse;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tokens. Who gave and took which is in the server's log; the secrets are not. */
public final class AccessServiceImpl extends AccessServiceGrpc.AccessServiceImplBase {
  private static final Logger LOGGER = LoggerFactory.getLogger(AccessServiceImpl.class);
  private static final int LONGEST_NAME = 100;
  private static final Duration LONGEST_LIFETIME = Duration.ofDays(3653);

  private final TokenStore tokens;
  private final Supplier<Caller> caller;

  /**
   * @param caller who makes the call that is being answered
   */
  public AccessServiceImpl(TokenStore tokens, Supplier<Caller> caller) {
    this.tokens = tokens;
    this.caller = caller;
  }

  @Override
  public void getCaller(GetCallerRequest request, StreamObserver<GetCallerResponse> client) {
    answer(
        client,
        () -> {
          var from = caller.get();
          var response = GetCallerResponse.newBuilder().setRole(TokenMessages.message(from.role()));
          from.token().ifPresent(t -> response.setToken(TokenMessages.message(t, tokens)));
          return response.build();
        });
  }

  @Override
  public void createToken(CreateTokenRequest request, StreamObserver<CreateTokenResponse> client) {
    answer(client, () -> create(request));
  }

  /**
   * Where everybody is let in, nobody may make a way in that lasts: with it, a passer-by would be
   * an admin of the same server once it asks for tokens.
   */
  private void refuseWhereOpen() {
    if (caller.get().token().isEmpty()) {
      throw new WrongState(
          "this server asks nobody for a token, so it gives and takes none: start it with --public, or with --tls-cert and --tls-key");
    }
  }

  private CreateTokenResponse create(CreateTokenRequest request) {
    refuseWhereOpen();
    var violations = new Violations();
    violations.text("name", request.getName(), LONGEST_NAME);
    if (request.getName().isBlank()) {
      violations.add("name", "is empty: say whom or what the token is for");
    }
    var role = TokenMessages.role(request.getRole());
    if (role.isEmpty()) {
      violations.add("role", "must be VIEWER, OPERATOR or ADMIN");
    }
    violations.range(
        "lifetime_seconds", request.getLifetimeSeconds(), 0, LONGEST_LIFETIME.toSeconds());
    violations.throwIfAny();
    var lifetime =
        Optional.of(Duration.ofSeconds(request.getLifetimeSeconds())).filter(d -> !d.isZero());
    var made = tokens.create(request.getName(), role.orElseThrow(), lifetime);
    LOGGER.info(
        "token {} ({}, {}) created by {}",
        made.token().id(),
        made.token().name(),
        made.token().role().label(),
        caller.get());
    return CreateTokenResponse.newBuilder()
        .setToken(TokenMessages.message(made.token(), tokens))
        .setSecret(made.secret())
        .build();
  }

  @Override
  public void listTokens(ListTokensRequest request, StreamObserver<ListTokensResponse> client) {
    answer(
        client,
        () -> {
          var response = ListTokensResponse.newBuilder();
          tokens.list().forEach(t -> response.addTokens(TokenMessages.message(t, tokens)));
          return response.build();
        });
  }

  @Override
  public void revokeToken(RevokeTokenRequest request, StreamObserver<RevokeTokenResponse> client) {
    answer(
        client,
        () -> {
          refuseWhereOpen();
          var violations = new Violations();
          violations.text("token_id", request.getTokenId(), LONGEST_NAME);
          if (request.getTokenId().isEmpty()) {
            violations.add("token_id", "is empty");
          }
          violations.throwIfAny();
          var revoked = tokens.revoke(request.getTokenId());
          LOGGER.info(
              "token {} ({}, {}) revoked by {}",
              revoked.id(),
              revoked.name(),
              revoked.role().label(),
              caller.get());
          return RevokeTokenResponse.newBuilder()
              .setToken(TokenMessages.message(revoked, tokens))
              .build();
        });
  }
}
