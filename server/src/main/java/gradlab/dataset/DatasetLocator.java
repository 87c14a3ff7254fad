package gradlab.dataset;

import gradlab.dataset.DatasetLocation.Source;
import gradlab.domain.GradlabException.BadDataset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the images: --data-dir, GRADLAB_DATA_DIR, the cache, and last the bundled sample. It only
 * looks: nothing is downloaded or created.
 */
public final class DatasetLocator {
  public static final String ENVIRONMENT_VARIABLE = "GRADLAB_DATA_DIR";

  private DatasetLocator() {}

  /**
   * @param env the environment: GRADLAB_DATA_DIR, XDG_CACHE_HOME and HOME are read
   * @throws BadDataset when a folder was named but does not hold the two files: who names a folder
   *     must not get other images without noticing
   */
  public static DatasetLocation locate(Optional<Path> dataDirFlag, Map<String, String> env) {
    if (dataDirFlag.isPresent()) {
      return named(Source.DATA_DIR, "--data-dir", dataDirFlag.get());
    }
    Optional<String> fromEnv = setting(env, ENVIRONMENT_VARIABLE);
    if (fromEnv.isPresent()) {
      return named(Source.ENVIRONMENT, ENVIRONMENT_VARIABLE, Path.of(fromEnv.get()));
    }
    Path cache = cacheDirectory(env);
    return holdsBoth(cache) ? DatasetLocation.in(Source.CACHE, cache) : DatasetLocation.sample();
  }

  /** Where `dataset prepare` puts the files: ${XDG_CACHE_HOME:-~/.cache}/gradlab/cifar100. */
  public static Path cacheDirectory(Map<String, String> env) {
    Path home = Path.of(setting(env, "HOME").orElse(System.getProperty("user.home")));
    return setting(env, "XDG_CACHE_HOME")
        .map(Path::of)
        .filter(Path::isAbsolute) // the XDG specification: a relative path is to be ignored
        .orElse(home.resolve(".cache"))
        .resolve("gradlab")
        .resolve("cifar100");
  }

  private static DatasetLocation named(Source source, String by, Path given) {
    Path directory = given.toAbsolutePath().normalize();
    if (!Files.isDirectory(directory)) {
      throw new BadDataset(by + " " + directory + ": there is no such directory.");
    }
    if (!holdsBoth(directory)) {
      throw new BadDataset(by + " " + directory + ": " + missing(directory));
    }
    DatasetLocation location = DatasetLocation.in(source, directory);
    long train = DatasetVerifier.images(location, Split.TRAIN);
    long test = DatasetVerifier.images(location, Split.TEST);
    return new DatasetLocation(
        source,
        location.directory(),
        String.format(
            "Using CIFAR-100 in %s (%s): %,d train and %,d test images%s",
            directory,
            by,
            train,
            test,
            train == Split.TRAIN.officialImages() && test == Split.TEST.officialImages()
                ? "."
                : ", which is not the official set (50,000 and 10,000)."));
  }

  private static String missing(Path directory) {
    Path inside = directory.resolve("cifar-100-binary");
    if (holdsBoth(inside)) {
      return "the files are one folder further down: name " + inside + ".";
    }
    String absent =
        String.join(
            " and ",
            Arrays.stream(Split.values())
                .map(Split::fileName)
                .filter(name -> !Files.isRegularFile(directory.resolve(name)))
                .toList());
    String python =
        Files.isRegularFile(directory.resolve("train"))
                && Files.isRegularFile(directory.resolve("meta"))
            ? " (it looks like the Python version of CIFAR-100; gradlab reads the binary version)"
            : "";
    return "holds no "
        + absent
        + python
        + ". Name the folder with the official binary files, or leave the setting out and run"
        + " `gradlab dataset prepare`.";
  }

  private static boolean holdsBoth(Path directory) {
    return Arrays.stream(Split.values())
        .allMatch(split -> Files.isRegularFile(directory.resolve(split.fileName())));
  }

  /** A variable that is set to nothing counts as not set. */
  private static Optional<String> setting(Map<String, String> env, String name) {
    return Optional.ofNullable(env.get(name)).filter(value -> !value.isBlank());
  }
}
