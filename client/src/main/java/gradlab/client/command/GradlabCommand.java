package gradlab.client.command;

import gradlab.client.connection.Address;
import gradlab.client.console.Console;
import gradlab.client.console.ExitCode;
import gradlab.client.output.OutputFormat;
import gradlab.client.trust.Login;
import gradlab.client.trust.Logins;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of the command line, with the options that every command has. */
@Command(
    name = "gradlab",
    description = "Trains VGG networks on CIFAR-100 and shows why a deep one stops training.",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false,
    usageHelpAutoWidth = false,
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nParameters:%n",
    commandListHeading = "%nCommands:%n")
final class GradlabCommand implements Callable<Integer> {
  private final Console console;
  private final Clock clock;
  private final Surroundings surroundings;
  @Spec private CommandSpec spec;

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT|NAME",
      scope = ScopeType.INHERIT,
      description =
          "The server; else GRADLAB_SERVER, else the one of `gradlab servers default`, else "
              + Address.DEFAULT
              + ".")
  private String server = "";

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      scope = ScopeType.INHERIT,
      description = "table, json (one object per line) or csv. Default: table.")
  private OutputFormat output = OutputFormat.TABLE;

  @Option(
      names = "--quiet",
      scope = ScopeType.INHERIT,
      description = "No messages and no progress, only data and errors.")
  private boolean quiet;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of an error.")
  private boolean debug;

  GradlabCommand(Console console, Clock clock, Surroundings surroundings) {
    this.console = console;
    this.clock = clock;
    this.surroundings = surroundings;
  }

  boolean debug() {
    return debug;
  }

  Address address() {
    return new ServerChoice(console.environment()).address(server);
  }

  /** How to get in there. */
  Login login() {
    return new Logins(console.environment()).of(address().toString());
  }

  Session session() {
    return new Session(
        console,
        clock,
        this::address,
        this::login,
        output,
        quiet,
        new Errors(console, this),
        surroundings);
  }

  /** No command was given. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE.number();
  }
}
