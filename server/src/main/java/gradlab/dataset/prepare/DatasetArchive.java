package gradlab.dataset.prepare;

import gradlab.dataset.Cifar100;
import gradlab.dataset.Split;
import gradlab.domain.GradlabException.BadDataset;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is downloaded and what must be in it.
 *
 * @param fileName name of the download in the cache, without .part
 */
record DatasetArchive(URI uri, String fileName, List<ExpectedFile> files) {
  static final String HOME = "https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz";

  /** Another place for the same archive, such as a mirror in the local network. */
  static final String ENVIRONMENT_VARIABLE = "GRADLAB_DATA_URL";

  private static final long NAMES_BYTES = 64 * 1024;

  DatasetArchive {
    files = List.copyOf(files);
  }

  static DatasetArchive official(Map<String, String> env) {
    String url =
        Optional.ofNullable(env.get(ENVIRONMENT_VARIABLE)).filter(s -> !s.isBlank()).orElse(HOME);
    return new DatasetArchive(
        parse(url),
        "cifar-100-binary.tar.gz",
        List.of(
            of(Split.TRAIN),
            of(Split.TEST),
            new ExpectedFile("fine_label_names.txt", NAMES_BYTES, Optional.empty()),
            new ExpectedFile("coarse_label_names.txt", NAMES_BYTES, Optional.empty())));
  }

  long unpackedBytes() {
    return files.stream().mapToLong(ExpectedFile::maxBytes).sum();
  }

  private static ExpectedFile of(Split split) {
    return new ExpectedFile(
        split.fileName(),
        (long) split.officialImages() * Cifar100.RECORD_BYTES,
        Optional.of(split.officialSha256()));
  }

  private static URI parse(String url) {
    try {
      URI uri = URI.create(url);
      if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw new BadDataset(refusal(url), e);
    }
    throw new BadDataset(refusal(url));
  }

  private static String refusal(String url) {
    return ENVIRONMENT_VARIABLE + " is \"" + url + "\", which is not an http or https address.";
  }
}
