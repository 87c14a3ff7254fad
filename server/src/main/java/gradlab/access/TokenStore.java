package gradlab.access;

import gradlab.domain.GradlabException.LimitReached;
import gradlab.domain.GradlabException.NotFound;
import gradlab.domain.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tokens of one server, hashed. A change is on disk before it counts, and it counts from the
 * next message of any call on. Thread-safe.
 */
public final class TokenStore {
  /** So that programs that look for secrets in repositories can know one. */
  public static final String PREFIX = "gradlab_";

  /** Id of the token that the server's own user has; it ends with the server. */
  public static final String LOCAL_ID = "local";

  private static final int MOST_TOKENS = 1_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final TokenFile file;
  private final Clock clock;
  private final boolean fresh;
  private final Map<String, AccessToken> tokens = new LinkedHashMap<>();
  private final Map<String, Instant> lastUses = new LinkedHashMap<>();
  private Optional<AccessToken> local = Optional.empty();

  private TokenStore(TokenFile file, Clock clock) throws IOException {
    this.file = file;
    this.clock = clock;
    this.fresh = file.isMissing();
    file.read().forEach(token -> tokens.put(token.id(), token));
  }

  public static TokenStore open(Path stateDirectory, Clock clock) throws IOException {
    return new TokenStore(new TokenFile(stateDirectory.resolve("tokens.json")), clock);
  }

  /** Whether there was never a token when this was opened. */
  public boolean isFresh() {
    return fresh;
  }

  /**
   * @param lifetime how long it is valid; empty: until it is revoked
   */
  public synchronized NewToken create(String name, Role role, Optional<Duration> lifetime) {
    if (tokens.size() >= MOST_TOKENS) {
      throw new LimitReached(
          "there are %d tokens already: revoke those that nobody needs".formatted(tokens.size()));
    }
    var secret = newSecret();
    var now = clock.instant();
    var token = new AccessToken(newId(), name, role, hash(secret), now, lifetime.map(now::plus));
    var all = new ArrayList<>(tokens.values());
    all.add(token);
    save(all);
    tokens.put(token.id(), token);
    return new NewToken(token, secret);
  }

  /**
   * @throws NotFound if there is none of that id
   */
  public synchronized AccessToken revoke(String id) {
    var token = Optional.ofNullable(tokens.get(id));
    if (token.isEmpty()) {
      throw new NotFound("there is no token '" + id + "'; `gradlab token list` shows them");
    }
    var rest = new ArrayList<>(tokens.values());
    rest.remove(token.get());
    save(rest);
    tokens.remove(id);
    lastUses.remove(id);
    return token.get();
  }

  public synchronized List<AccessToken> list() {
    return List.copyOf(tokens.values());
  }

  /** When it last let somebody in since the server's start. */
  public synchronized Optional<Instant> lastUse(String id) {
    return Optional.ofNullable(lastUses.get(id));
  }

  /** Makes the token of the server's own user: in memory only, gone with this process. */
  synchronized String createLocal() {
    var secret = newSecret();
    local =
        Optional.of(
            new AccessToken(
                LOCAL_ID,
                "the server's own user",
                Role.ADMIN,
                hash(secret),
                clock.instant(),
                Optional.empty()));
    return secret;
  }

  /** The token with this secret, expired or not. Takes the same time whichever part is wrong. */
  synchronized Optional<AccessToken> find(String secret) {
    byte[] given = hash(secret).getBytes(StandardCharsets.US_ASCII);
    var candidates = new ArrayList<>(tokens.values());
    local.ifPresent(candidates::add);
    Optional<AccessToken> found = Optional.empty();
    for (AccessToken candidate : candidates) {
      if (MessageDigest.isEqual(candidate.sha256().getBytes(StandardCharsets.US_ASCII), given)) {
        found = Optional.of(candidate);
      }
    }
    return found;
  }

  synchronized void used(AccessToken token) {
    lastUses.put(token.id(), clock.instant());
  }

  /** Whether a token that was found is still valid. */
  /** Why a token that was known is worth nothing any more; empty while it is valid. */
  synchronized Optional<String> ended(AccessToken token) {
    if (!tokens.containsKey(token.id()) && local.filter(token::equals).isEmpty()) {
      return Optional.of("token %s was revoked".formatted(token.id()));
    }
    return token
        .expires()
        .filter(at -> token.expiredAt(clock.instant()))
        .map(at -> "token %s expired at %s".formatted(token.id(), at));
  }

  private void save(List<AccessToken> all) {
    try {
      file.write(all);
    } catch (IOException e) {
      throw new UncheckedIOException("the tokens cannot be written", e);
    }
  }

  private String newId() {
    byte[] id = new byte[4];
    String text;
    do {
      RANDOM.nextBytes(id);
      text = HexFormat.of().formatHex(id);
    } while (tokens.containsKey(text));
    return text;
  }

  private static String newSecret() {
    byte[] secret = new byte[32];
    RANDOM.nextBytes(secret);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  private static String hash(String secret) {
    return Sha256.of(secret.getBytes(StandardCharsets.UTF_8));
  }
}
