package gradlab.client.listing;

import static gradlab.client.output.Column.number;
import static gradlab.client.output.Column.text;

import com.google.protobuf.Timestamp;
import gradlab.client.output.Column;
import gradlab.client.output.Columns;
import gradlab.client.output.Display;
import gradlab.v1.AccessToken;
import gradlab.v1.CreateTokenResponse;
import gradlab.v1.GetCallerResponse;
import gradlab.v1.Role;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Tokens and who has them. */
public final class AccessColumns {
  private AccessColumns() {}

  /** `gradlab token list`. */
  public static Columns<AccessToken> tokens() {
    return new Columns<>(
        false,
        token -> token,
        List.of(
            text("token", AccessToken::getTokenId),
            text("name", AccessToken::getName),
            text("role", token -> role(token.getRole())),
            time("created", AccessToken::hasCreateTime, AccessToken::getCreateTime),
            time("expires", AccessToken::hasExpireTime, AccessToken::getExpireTime),
            time("last_use", AccessToken::hasLastUseTime, AccessToken::getLastUseTime)));
  }

  /** `gradlab token create`. */
  public static Columns<CreateTokenResponse> created() {
    return new Columns<>(
        false,
        created -> created,
        List.of(
            text("token", created -> created.getToken().getTokenId()),
            text("name", created -> created.getToken().getName()),
            text("role", created -> role(created.getToken().getRole())),
            time(
                "expires",
                created -> created.getToken().hasExpireTime(),
                created -> created.getToken().getExpireTime()),
            text("secret", CreateTokenResponse::getSecret)));
  }

  /** `gradlab login`. */
  public static Columns<GetCallerResponse> caller() {
    return new Columns<>(
        true,
        caller -> caller,
        List.of(
            text("role", caller -> role(caller.getRole())),
            text("token", caller -> caller.getToken().getTokenId()),
            text("name", caller -> caller.getToken().getName()),
            time(
                "expires",
                caller -> caller.getToken().hasExpireTime(),
                caller -> caller.getToken().getExpireTime())));
  }

  /** As users write it. */
  public static String role(Role role) {
    return role.name().replace("ROLE_", "").toLowerCase(Locale.ROOT);
  }

  private static <T> Column<T> time(
      String name, Function<T, Boolean> there, Function<T, Timestamp> time) {
    return number(
        name,
        row -> there.apply(row) ? Display.time(time.apply(row)) : "",
        row -> there.apply(row) ? Display.instant(time.apply(row)).toString() : "");
  }
}
