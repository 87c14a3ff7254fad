package gradlab.client.completion;

/** The shells that can be told how to complete. */
public enum Shell {
  BASH,
  ZSH,
  FISH;

  /** A script for it. */
  public String script(CommandShape program) {
    return switch (this) {
      case BASH -> BashCompletion.script(program);
      case ZSH -> ZshCompletion.script(program);
      case FISH -> FishCompletion.script(program);
    };
  }
}
