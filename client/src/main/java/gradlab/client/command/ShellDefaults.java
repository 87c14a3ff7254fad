package gradlab.client.command;

import java.util.Map;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What is else in the shell where an option is not given: what `gradlab shell` was given, and more
 * patience.
 */
record ShellDefaults(Map<String, String> given) implements IDefaultValueProvider {
  /** A lost server is looked for as long as a shell is likely to be open. */
  private static final String PATIENCE = "24h";

  ShellDefaults {
    given = Map.copyOf(given);
  }

  @Override
  public String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option)) {
      return null; // as everywhere
    }
    String name = option.longestName();
    return name.equals(Patience.OPTION) ? PATIENCE : given.get(name);
  }
}
