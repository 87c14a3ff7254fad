package gradlab.client.command;

import gradlab.client.console.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that talks to a server. */
abstract class ClientCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  abstract ExitCode run(Session session) throws InterruptedException;

  @Override
  public final Integer call() throws InterruptedException {
    var root = (GradlabCommand) spec.root().userObject();
    try (Session session = root.session()) {
      return run(session).number();
    }
  }
}
