package gradlab.client.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.jline.terminal.Terminal;

/** A terminal that is open already: a process can open its own only once. */
public interface OpenTerminal {
  /** For one that draws; closing it gives it back, open. */
  Terminal lend();

  /** Columns it has now; 0 where it does not say. */
  int columns();

  /** The terminal itself, but for its end: closing it does this instead. */
  static Terminal lent(Terminal terminal, Runnable back) {
    return (Terminal)
        Proxy.newProxyInstance(
            Terminal.class.getClassLoader(),
            new Class<?>[] {Terminal.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                back.run();
                return null;
              }
              try {
                return method.invoke(terminal, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause() instanceof IOException io
                    ? new UncheckedIOException(io)
                    : e.getCause();
              }
            });
  }
}
