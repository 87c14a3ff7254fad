package gradlab.client.command;

import gradlab.client.completion.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "completion",
    description = "Prints a script that makes a shell complete commands, options, values and runs.",
    footerHeading = "%nExample:%n",
    footer = {
      "  gradlab completion bash > ~/.local/share/bash-completion/completions/gradlab",
      "  source <(gradlab completion zsh)          # in ~/.zshrc, after compinit",
      "  gradlab completion fish > ~/.config/fish/completions/gradlab.fish"
    })
final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  private Shell shell = Shell.BASH;

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    out.print(shell.script(Shapes.of(spec.root())));
    out.flush();
    return 0;
  }
}
