package gradlab.client.command;

import gradlab.client.connection.Address;
import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.output.Display;
import gradlab.client.suggestion.Nearest;
import gradlab.client.trust.KnownServer;
import gradlab.client.trust.Logins;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Which server is meant: --server, else GRADLAB_SERVER, else the default, else the usual one. */
final class ServerChoice {
  static final String VARIABLE = "GRADLAB_SERVER";

  /** No address looks like this, since it has no port. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,39}");

  private final Map<String, String> environment;
  private final Logins logins;

  ServerChoice(Map<String, String> environment) {
    this.environment = environment;
    this.logins = new Logins(environment);
  }

  /**
   * @param option what --server says; empty: nothing
   */
  Address address(String option) {
    if (!option.isEmpty()) {
      return named(option, "--server");
    }
    String variable = environment.getOrDefault(VARIABLE, "");
    if (!variable.isEmpty()) {
      return named(variable, VARIABLE);
    }
    return logins
        .defaultServer()
        .map(server -> Address.parse(server, "the default server"))
        .orElseGet(() -> Address.parse(Address.DEFAULT, "the default"));
  }

  /**
   * @param text HOST:PORT or the name of a server that the user has logged in at
   * @param source what it was given as, for the message
   */
  Address named(String text, String source) {
    if (!NAME.matcher(text).matches()) {
      return Address.parse(text, source);
    }
    return logins
        .named(text)
        .map(server -> Address.parse(server.address(), "the login called " + text))
        .orElseThrow(() -> unknown(text, source));
  }

  private Failure unknown(String name, String source) {
    List<KnownServer> known = logins.all().stream().filter(s -> s.name().isPresent()).toList();
    List<String> names = known.stream().map(KnownServer::shortest).toList();
    return new Failure(
        ExitCode.USAGE,
        source
            + ": no server is known as '"
            + name
            + "'"
            + (known.isEmpty() ? ", and none has a name yet" : "; these are:"),
        known.stream().map(s -> Display.oneLine(s.shortest() + "  " + s.address())).toList(),
        Nearest.of(name, names).map(near -> "did you mean " + near + "? Else give").orElse("give")
            + " HOST:PORT, or name one: `gradlab login HOST:PORT --name "
            + name
            + "`");
  }

  /** Failure where it could not be told from an address, or names another server already. */
  void checkFree(String name, String address) {
    if (!NAME.matcher(name).matches()) {
      throw new Failure(
          ExitCode.USAGE,
          "--name: '" + Display.oneLine(name) + "' is no name for a server",
          "a name is a letter, then letters, digits, '.', '_' and '-', at most 40");
    }
    logins
        .named(name)
        .filter(other -> !other.address().equals(address))
        .ifPresent(
            other -> {
              throw new Failure(
                  ExitCode.USAGE,
                  "--name: " + name + " is already " + other.address(),
                  "choose another, or `gradlab servers forget " + name + "` first");
            });
  }
}
