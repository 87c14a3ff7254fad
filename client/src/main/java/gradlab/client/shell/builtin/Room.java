package gradlab.client.shell.builtin;

import gradlab.client.console.Console;
import gradlab.client.shell.Commands;
import gradlab.client.shell.jobs.Jobs;
import gradlab.client.shell.script.Aliases;
import gradlab.client.shell.script.Control;
import gradlab.client.shell.script.Script;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the shell's own commands work with.
 *
 * @param console where this one writes
 * @param history the lines typed so far, oldest first
 * @param script runs lines from a file
 */
public record Room(
    Commands commands,
    Console console,
    Aliases aliases,
    Jobs jobs,
    Control control,
    Supplier<List<String>> history,
    Script script) {
  Room on(Console other) {
    return new Room(commands, other, aliases, jobs, control, history, script);
  }
}
