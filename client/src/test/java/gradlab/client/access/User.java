package gradlab.client.access;

import gradlab.client.fake.Cli;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Somebody with a home directory and an environment. */
final class User {
  private final Map<String, String> environment = new HashMap<>();

  User(Path home) {
    environment.put("HOME", home.toString());
    environment.put("XDG_CONFIG_HOME", home.resolve("config").toString());
    environment.put("XDG_STATE_HOME", home.resolve("state").toString());
  }

  User with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Cli run(String... arguments) {
    return Cli.with(environment).run(arguments);
  }

  /** A command that must not work; returns what it says. */
  String refused(int exitCode, String... arguments) {
    var cli = run(arguments);
    if (cli.exitCode() != exitCode) {
      throw new AssertionError(
          "exit code " + cli.exitCode() + ", not " + exitCode + ": " + cli.err() + cli.out());
    }
    return cli.err();
  }

  String ok(String... arguments) {
    var cli = run(arguments);
    if (cli.exitCode() != 0) {
      throw new AssertionError("exit code " + cli.exitCode() + ": " + cli.err());
    }
    return cli.out();
  }
}
