package gradlab.client.command;

import gradlab.client.connection.Connection;
import gradlab.client.connection.KeptConnections;
import gradlab.client.connection.Refusals;
import gradlab.client.console.Console;
import gradlab.client.console.Failure;
import gradlab.client.shell.Commands;
import gradlab.v1.Run;
import io.grpc.StatusRuntimeException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;

/** The command line as the shell uses it: many commands over one kept connection. */
final class ShellCommands implements Commands, AutoCloseable {
  private final GradlabCommand root;
  private final Console console;
  private final Clock clock;
  private final ShellDefaults defaults;
  private final KeptConnections connections = new KeptConnections();
  private Optional<CommandSpec> model = Optional.empty();

  /**
   * @param root as `gradlab shell` was called
   * @param console says which server is meant
   */
  ShellCommands(GradlabCommand root, Console console, Clock clock, ShellDefaults defaults) {
    this.root = root;
    this.console = console;
    this.clock = clock;
    this.defaults = defaults;
  }

  @Override
  public List<String> names() {
    return CommandLines.names();
  }

  @Override
  public boolean isLaunchers(String name) {
    return CommandLines.isLaunchers(name);
  }

  @Override
  public synchronized CommandSpec model() {
    if (model.isEmpty()) {
      model = Optional.of(CommandLines.model(console, clock));
    }
    return model.get();
  }

  @Override
  public int execute(
      Console where, boolean background, Consumer<Run> touched, List<String> arguments) {
    var surroundings = new Surroundings(connections, Optional.of(defaults), background, touched);
    int code = CommandLines.execute(where, clock, surroundings, arguments.toArray(String[]::new));
    where.out().flush();
    return code;
  }

  @Override
  public Connection connection() {
    return connections.to(root.address(), root.login());
  }

  @Override
  public Failure meaning(StatusRuntimeException refused) {
    return Refusals.failure(refused, root.address(), root.login());
  }

  @Override
  public int report(Console where, RuntimeException failure) {
    return new Errors(where, root).report(failure);
  }

  @Override
  public void close() {
    connections.close();
  }
}
