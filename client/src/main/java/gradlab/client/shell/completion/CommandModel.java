package gradlab.client.shell.completion;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** The commands with their options, once they are read: that takes longer than a prompt may. */
public final class CommandModel {
  private final CompletableFuture<CommandSpec> root;
  private final List<String> names;

  /**
   * @param names those of the commands, known at once
   */
  public CommandModel(Supplier<CommandSpec> reading, Executor background, List<String> names) {
    this.root = CompletableFuture.supplyAsync(reading, background);
    this.names = List.copyOf(names);
  }

  /** Empty as long as it is read. */
  public Optional<CommandSpec> now() {
    return Optional.ofNullable(root.getNow(null));
  }

  public Optional<CommandSpec> within(Duration limit) {
    return Optional.ofNullable(
        root.copy().completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS).join());
  }

  public List<String> names() {
    return names;
  }
}
