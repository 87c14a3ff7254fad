package gradlab.store;

import gradlab.domain.Fork;
import gradlab.domain.RunConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a new run begins with. */
public sealed interface Origin {
  /** Fresh parameters. */
  Origin FRESH = new Fresh();

  /** Puts its files into the new run's directory, durably. */
  void prepare(Path runDirectory) throws IOException;

  /** What is on its record from the beginning. */
  default List<NewEvent> events() {
    return List.of();
  }

  default Optional<Fork> fork() {
    return Optional.empty();
  }

  /** Nothing. */
  record Fresh() implements Origin {
    @Override
    public void prepare(Path runDirectory) {}
  }

  /** Weights of somebody's. */
  record Weights(InitialWeights weights) implements Origin {
    @Override
    public void prepare(Path runDirectory) throws IOException {
      DurableFiles.write(runDirectory.resolve(RunConfig.INITIAL_WEIGHTS), weights::write);
    }
  }

  /** Everything: the results of a run that was not trained here. */
  record Results(List<NewEvent> events) implements Origin {
    public Results {
      events = List.copyOf(events);
    }

    @Override
    public void prepare(Path runDirectory) {}
  }

  /** Checkpoints of another run. */
  record Branch(Fork branch, Path parentDirectory) implements Origin {
    @Override
    public void prepare(Path runDirectory) throws IOException {
      var files = new CheckpointFiles(runDirectory);
      for (var checkpoint : branch.checkpoints()) {
        files.take(parentDirectory, checkpoint.name());
      }
    }

    @Override
    public Optional<Fork> fork() {
      return Optional.of(branch);
    }
  }
}
