package gradlab.runs;

import gradlab.domain.RunId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The tokens of the workers at work. Thread-safe. */
public final class WorkerTokens {
  private volatile boolean open;

  private final ConcurrentHashMap<RunId, byte[]> tokens = new ConcurrentHashMap<>();

  void admit(ConnectionFile connection) {
    tokens.put(connection.runId(), connection.token().getBytes(StandardCharsets.US_ASCII));
  }

  /** Every run that an earlier server left has been taken up: who is not known now is unknown. */
  void open() {
    open = true;
  }

  /** Whether an unknown token is really one; before that its worker shall try again. */
  public boolean isOpen() {
    return open;
  }

  void revoke(RunId run) {
    tokens.remove(run);
  }

  /** The run whose worker this is. Takes the same time whichever part of the token is wrong. */
  public Optional<RunId> runOf(String token) {
    byte[] given = token.getBytes(StandardCharsets.UTF_8);
    Optional<RunId> run = Optional.empty();
    for (var entry : tokens.entrySet()) {
      if (MessageDigest.isEqual(entry.getValue(), given)) {
        run = Optional.of(entry.getKey());
      }
    }
    return run;
  }
}
