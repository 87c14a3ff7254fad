package gradlab.client.command;

import gradlab.client.connection.Address;
import gradlab.client.connection.Connection;
import gradlab.client.connection.GroupFinder;
import gradlab.client.connection.RunFinder;
import gradlab.client.connection.SweepFinder;
import gradlab.client.console.Console;
import gradlab.client.console.Screen;
import gradlab.client.output.Columns;
import gradlab.client.output.OutputFormat;
import gradlab.client.output.OutputPrinter;
import gradlab.client.trust.Login;
import gradlab.client.view.Glyphs;
import gradlab.v1.TrainingServiceGrpc.TrainingServiceBlockingStub;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What one command works with. The connection is made by the first call. */
final class Session implements AutoCloseable {
  private final Console console;
  private final Clock clock;
  private final Supplier<Address> address;
  private final Supplier<Login> login;
  private final OutputFormat format;
  private final boolean quiet;
  private final Errors errors;
  private final Surroundings surroundings;
  private Optional<Connection> connection = Optional.empty();

  Session(
      Console console,
      Clock clock,
      Supplier<Address> address,
      Supplier<Login> login,
      OutputFormat format,
      boolean quiet,
      Errors errors,
      Surroundings surroundings) {
    this.console = console;
    this.clock = clock;
    this.address = address;
    this.login = login;
    this.format = format;
    this.quiet = quiet;
    this.errors = errors;
    this.surroundings = surroundings;
  }

  Console console() {
    return console;
  }

  Clock clock() {
    return clock;
  }

  OutputFormat format() {
    return format;
  }

  boolean quiet() {
    return quiet;
  }

  Glyphs glyphs() {
    return Glyphs.of(console.unicode());
  }

  Connection connection() {
    if (connection.isEmpty()) {
      connection = Optional.of(surroundings.connections().to(address.get(), login.get()));
    }
    return connection.get();
  }

  Surroundings surroundings() {
    return surroundings;
  }

  Login login() {
    return login.get();
  }

  TrainingServiceBlockingStub training() {
    return connection().training();
  }

  RunFinder runs() {
    return new RunFinder(connection());
  }

  SweepFinder sweeps() {
    return new SweepFinder(connection());
  }

  GroupFinder groups() {
    return new GroupFinder(connection());
  }

  /** A message for people, unless they asked for quiet. */
  void say(String message) {
    if (!quiet) {
      console.err().println(message);
    }
  }

  /** An error that does not end the command. */
  int report(RuntimeException failure) {
    return errors.report(failure);
  }

  <T> OutputPrinter<T> printer(Columns<T> columns) {
    return format.printer(columns, console.out(), () -> Screen.width(console));
  }

  <T> void print(Columns<T> columns, List<T> rows) {
    var printer = printer(columns);
    rows.forEach(printer::row);
    printer.finish();
  }

  @Override
  public void close() {
    connection.ifPresent(surroundings.connections()::done);
  }
}
