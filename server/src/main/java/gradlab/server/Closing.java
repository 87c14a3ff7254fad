package gradlab.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was opened, to be closed in reverse order; one that fails does not keep the others open. */
final class Closing implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Closing.class);

  private final Deque<Step> steps = new ArrayDeque<>();

  private record Step(String name, AutoCloseable close) {}

  <T extends AutoCloseable> T add(String name, T resource) {
    steps.push(new Step(name, resource));
    return resource;
  }

  @Override
  public void close() {
    while (!steps.isEmpty()) {
      var step = steps.pop();
      try {
        step.close().close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        LOGGER.error("closing {} failed", step.name(), e);
      }
    }
  }
}
