package gradlab.client.watch.terminal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jline.utils.Signals;

/** What the process does on signals for as long as this is open. */
public final class ProcessSignals implements AutoCloseable {
  private final Map<String, Object> before = new LinkedHashMap<>();

  /**
   * @param name without SIG, for example TERM
   * @param action on a thread of its own
   */
  public ProcessSignals on(String name, Runnable action) {
    before.put(name, Signals.register(name, action));
    return this;
  }

  @Override
  public void close() {
    before.forEach(Signals::unregister);
    before.clear();
  }
}
