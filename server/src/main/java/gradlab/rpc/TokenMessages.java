package gradlab.rpc;

import gradlab.access.Role;
import gradlab.access.TokenStore;
import gradlab.v1.AccessToken;
import gradlab.wire.TimeMessages;
import java.util.Optional;

/** Tokens and roles in the words of the API. */
final class TokenMessages {
  private TokenMessages() {}

  static AccessToken message(gradlab.access.AccessToken token, TokenStore tokens) {
    var message =
        AccessToken.newBuilder()
            .setTokenId(token.id())
            .setName(token.name())
            .setRole(message(token.role()))
            .setCreateTime(TimeMessages.timestamp(token.created()));
    token.expires().ifPresent(e -> message.setExpireTime(TimeMessages.timestamp(e)));
    tokens.lastUse(token.id()).ifPresent(u -> message.setLastUseTime(TimeMessages.timestamp(u)));
    return message.build();
  }

  static gradlab.v1.Role message(Role role) {
    return switch (role) {
      case VIEWER -> gradlab.v1.Role.ROLE_VIEWER;
      case OPERATOR -> gradlab.v1.Role.ROLE_OPERATOR;
      case ADMIN -> gradlab.v1.Role.ROLE_ADMIN;
    };
  }

  static Optional<Role> role(gradlab.v1.Role role) {
    return switch (role) {
      case ROLE_VIEWER -> Optional.of(Role.VIEWER);
      case ROLE_OPERATOR -> Optional.of(Role.OPERATOR);
      case ROLE_ADMIN -> Optional.of(Role.ADMIN);
      case ROLE_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
    };
  }
}
