package gradlab.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.domain.GradlabException.LimitReached;
import gradlab.domain.GradlabException.NotFound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenStoreTest {
  @TempDir private Path state;
  private final HandClock clock = new HandClock(Instant.parse("2026-11-24T12:00:00Z"));

  private TokenStore open() throws IOException {
    return TokenStore.open(state, clock);
  }

  private Path file() {
    return state.resolve("tokens.json");
  }

  @Test
  void keepsHashesInAFileOfTheOwner() throws Exception {
    var store = open();
    assertThat(store.isFresh()).isTrue();
    var made = store.create("grafana", Role.VIEWER, Optional.empty());
    assertThat(made.secret()).matches("gradlab_[A-Za-z0-9_-]{43}");
    assertThat(made.toString()).doesNotContain(made.secret());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file()))
        .contains("grafana", made.token().sha256())
        .doesNotContain(made.secret(), made.secret().substring(TokenStore.PREFIX.length()));
    try (var files = Files.list(state)) {
      assertThat(files).containsExactly(file());
    }
  }

  @Test
  void aReopenedStoreKnowsThemAll() throws Exception {
    var one = open().create("one", Role.ADMIN, Optional.empty());
    var two = open().create("two", Role.OPERATOR, Optional.of(Duration.ofHours(1)));
    var store = open();
    assertThat(store.isFresh()).isFalse();
    assertThat(store.list()).containsExactly(one.token(), two.token());
    assertThat(store.find(two.secret())).contains(two.token());
    assertThat(store.find(two.secret() + "x")).isEmpty();
    assertThat(store.find("")).isEmpty();
    assertThat(store.find(two.token().sha256())).as("a stolen hash").isEmpty();
  }

  @Test
  void aRevokedTokenIsGoneAtOnceAndForGood() throws Exception {
    var store = open();
    var made = store.create("one", Role.ADMIN, Optional.empty());
    assertThat(store.ended(made.token())).isEmpty();
    assertThat(store.revoke(made.token().id())).isEqualTo(made.token());
    assertThat(store.ended(made.token())).isPresent();
    assertThat(store.find(made.secret())).isEmpty();
    assertThat(open().find(made.secret())).isEmpty();
    assertThat(open().isFresh()).as("or the next start would print a token").isFalse();
    assertThatThrownBy(() -> store.revoke(made.token().id()))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("gradlab token list");
  }

  @Test
  void aTokenExpiresToTheMoment() throws Exception {
    var store = open();
    var made = store.create("one", Role.VIEWER, Optional.of(Duration.ofMinutes(1)));
    clock.pass(Duration.ofSeconds(60).minusNanos(1));
    assertThat(store.ended(made.token())).isEmpty();
    clock.pass(Duration.ofNanos(1));
    assertThat(store.ended(made.token())).isPresent();
  }

  @Test
  void theLocalTokenIsOnNoDisk() throws Exception {
    var store = open();
    store.create("one", Role.VIEWER, Optional.empty());
    var before = Files.readString(file());
    var first = store.createLocal();
    var second = store.createLocal();
    assertThat(store.find(first)).as("replaced").isEmpty();
    assertThat(store.find(second).orElseThrow().role()).isEqualTo(Role.ADMIN);
    assertThat(store.ended(store.find(second).orElseThrow())).isEmpty();
    assertThat(store.list()).hasSize(1);
    assertThat(Files.readString(file())).isEqualTo(before);
    assertThatThrownBy(() -> store.revoke(TokenStore.LOCAL_ID)).isInstanceOf(NotFound.class);
  }

  @Test
  void whatCannotBeWrittenDoesNotCount() throws Exception {
    var store = open();
    var made = store.create("one", Role.VIEWER, Optional.empty());
    Files.createDirectory(state.resolve("tokens.json.tmp")); // in the way
    Files.writeString(state.resolve("tokens.json.tmp/x"), "");
    assertThatThrownBy(() -> store.revoke(made.token().id()))
        .isInstanceOf(java.io.UncheckedIOException.class);
    assertThat(store.ended(made.token())).as("as on disk").isEmpty();
    assertThatThrownBy(() -> store.create("two", Role.VIEWER, Optional.empty()))
        .isInstanceOf(java.io.UncheckedIOException.class);
    assertThat(store.list()).hasSize(1);
  }

  @Test
  void thereIsALimit() throws Exception {
    var store = open();
    var file = new TokenFile(file());
    var many = new java.util.ArrayList<AccessToken>();
    for (int i = 0; i < 1_000; i++) {
      many.add(
          new AccessToken(
              "%08x".formatted(i), "n", Role.VIEWER, "00", clock.instant(), Optional.empty()));
    }
    file.write(many);
    var full = open();
    assertThatThrownBy(() -> full.create("one too many", Role.VIEWER, Optional.empty()))
        .isInstanceOf(LimitReached.class)
        .hasMessageContaining("1000 tokens");
    assertThat(store.list()).isEmpty();
  }

  @Test
  void aFileThatOthersCanReadIsRefused() throws Exception {
    open().create("one", Role.VIEWER, Optional.empty());
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("tokens.json", "rw-r-----", "chmod 600");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "{\"tokens\":[{}]}",
        "{\"tokens\":[1]}",
        "{\"tokens\":[{\"id\":\"a\",\"name\":\"b\",\"role\":\"king\",\"sha256\":\"\",\"created\":\"2026-01-01T00:00:00Z\"}]}",
        "{\"tokens\":[{\"id\":\"a\",\"name\":\"b\",\"role\":\"admin\",\"sha256\":\"\",\"created\":\"then\"}]}"
      })
  void aDamagedFileIsSaidAndNeverLetsAnybodyIn(String content) throws Exception {
    OwnerOnlyFile.write(file(), content.getBytes());
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("tokens.json is damaged");
  }
}
