package gradlab.client.command;

import java.util.ArrayList;
import java.util.List;

/**
 * What completion offers for options whose values the server knows and checks. An option may take
 * others too, from a newer server.
 */
final class Choices {
  private Choices() {}

  /** The course's two. */
  static final class Networks extends Values {
    private static final long serialVersionUID = 1L;

    Networks() {
      super("VGG_08", "VGG_38");
    }
  }

  static final class Blocks extends Values {
    private static final long serialVersionUID = 1L;

    Blocks() {
      super("plain", "bn", "residual", "bn_residual", "dense", "empty");
    }
  }

  static final class Heads extends Values {
    private static final long serialVersionUID = 1L;

    Heads() {
      super("stage", "block");
    }
  }

  static final class Schedules extends Values {
    private static final long serialVersionUID = 1L;

    Schedules() {
      super("cosine", "constant", "step");
    }
  }

  static final class Optimizers extends Values {
    private static final long serialVersionUID = 1L;

    Optimizers() {
      super("adam", "sgd");
    }
  }

  /** picocli wants a class with a constructor without arguments for each list. */
  private abstract static class Values extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Values(String... values) {
      super(List.of(values));
    }
  }
}
