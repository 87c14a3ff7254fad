package gradlab.dataset;

import gradlab.domain.GradlabException.BadDataset;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where the images are.
 *
 * @param directory holds train.bin and test.bin; empty for the bundled sample only
 * @param message one line for people: what is used, and how to get the whole set
 */
public record DatasetLocation(Source source, Optional<Path> directory, String message) {
  private static final String SAMPLE_FOLDER = "/gradlab/cifar100-sample/";

  /** Who named the place, in the order of look-up. */
  public enum Source {
    DATA_DIR("data-dir"),
    ENVIRONMENT("environment"),
    CACHE("cache"),
    SAMPLE("sample");

    private final String id;

    Source(String id) {
      this.id = id;
    }

    /** The word used in the API and in a run's provenance. */
    public String id() {
      return id;
    }

    /**
     * @throws IllegalArgumentException when there is no such word
     */
    public static Source of(String id) {
      return Arrays.stream(values())
          .filter(source -> source.id.equals(id))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "no data source \""
                          + id
                          + "\"; there are: "
                          + Arrays.stream(values())
                              .map(Source::id)
                              .collect(Collectors.joining(", "))));
    }
  }

  public DatasetLocation {
    if (directory.isPresent() == (source == Source.SAMPLE)) {
      throw new IllegalArgumentException(
          source + " with directory " + directory + ": the sample has none, all others have one");
    }
  }

  /** The images that come with gradlab. */
  public static DatasetLocation sample() {
    return new DatasetLocation(
        Source.SAMPLE,
        Optional.empty(),
        String.format(
            "Using the bundled sample of CIFAR-100: real images, but only %,d of 50,000 train and"
                + " %,d of 10,000 test images. `gradlab dataset prepare` gets the whole set.",
            Split.TRAIN.sampleImages(), Split.TEST.sampleImages()));
  }

  /** A folder that was found by somebody else, such as the server for its worker. */
  public static DatasetLocation in(Source source, Path directory) {
    return new DatasetLocation(
        source,
        Optional.of(directory),
        "Using CIFAR-100 in " + directory + " (" + source.id() + ").");
  }

  public boolean isSample() {
    return source == Source.SAMPLE;
  }

  /** The file's name for messages. */
  public String fileOf(Split split) {
    return directory
        .map(d -> d.resolve(split.fileName()).toString())
        .orElse("bundled sample " + split.fileName());
  }

  /** The split's bytes from the start; not buffered. */
  InputStream open(Split split) throws IOException {
    if (directory.isPresent()) {
      // not Files.newInputStream: an interrupt would close it and look like a damaged file
      return new FileInputStream(directory.get().resolve(split.fileName()).toFile());
    }
    InputStream in = DatasetLocation.class.getResourceAsStream(SAMPLE_FOLDER + split.fileName());
    if (in == null) {
      throw new FileNotFoundException(
          "no " + SAMPLE_FOLDER + split.fileName() + " on the class path");
    }
    return in;
  }

  /** Bytes of the split's file. */
  long length(Split split) throws IOException {
    return directory.isPresent()
        ? Files.size(directory.get().resolve(split.fileName()))
        : (long) split.sampleImages() * Cifar100.RECORD_BYTES;
  }

  /** Only what gradlab itself put there has a size that is known; a folder may hold any number. */
  Optional<Integer> requiredImages(Split split) {
    return switch (source) {
      case CACHE -> Optional.of(split.officialImages());
      case SAMPLE -> Optional.of(split.sampleImages());
      case DATA_DIR, ENVIRONMENT -> Optional.empty();
    };
  }

  /** A damaged or missing file, with what to do about it. */
  BadDataset bad(Split split, String what) {
    return new BadDataset(fileOf(split) + ": " + what + ". " + fix());
  }

  BadDataset unreadable(Split split, IOException e) {
    return new BadDataset(fileOf(split) + ": cannot be read (" + e + "). " + fix(), e);
  }

  BadDataset unreadable(Split split, long offset, IOException e) {
    return new BadDataset(
        fileOf(split) + ": cannot be read at byte offset " + offset + " (" + e + "). " + fix(), e);
  }

  private String fix() {
    return switch (source) {
      case DATA_DIR ->
          "Put the official file there, or leave --data-dir out and run `gradlab dataset prepare`.";
      case ENVIRONMENT ->
          "Put the official file there, or unset GRADLAB_DATA_DIR and run `gradlab dataset"
              + " prepare`.";
      case CACHE -> "Run `gradlab dataset prepare` to get it again.";
      case SAMPLE ->
          "This installation is damaged: build gradlab again, or run `gradlab dataset prepare` to"
              + " use the whole set.";
    };
  }
}
