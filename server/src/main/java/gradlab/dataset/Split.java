package gradlab.dataset;

/** The two files of CIFAR-100, with the checksums that tell the official ones. */
public enum Split {
  TRAIN(
      "train.bin",
      50_000,
      "f31298fc616915fa142368359df1c4ca2ae984d6915ca468b998a5ec6aeebf29",
      20,
      "61aab01b00c05e37e574c3a4f40408a35e5e74a33b375b5681fffbf3c3b1d853"),
  TEST(
      "test.bin",
      10_000,
      "d8b1e6b7b3bee4020055f0699b111f60b1af1e262aeb93a0b659061746f8224a",
      5,
      "93f6755be8f57de38e5df07869fe3022327a810b88769eba18dbfbfde5eb6268");

  private final String fileName;
  private final int officialImages;
  private final String officialSha256;
  private final int sampleImagesPerClass;
  private final String sampleSha256;

  Split(
      String fileName,
      int officialImages,
      String officialSha256,
      int sampleImagesPerClass,
      String sampleSha256) {
    this.fileName = fileName;
    this.officialImages = officialImages;
    this.officialSha256 = officialSha256;
    this.sampleImagesPerClass = sampleImagesPerClass;
    this.sampleSha256 = sampleSha256;
  }

  public String fileName() {
    return fileName;
  }

  public int officialImages() {
    return officialImages;
  }

  /** Hex. */
  public String officialSha256() {
    return officialSha256;
  }

  /** Images of each of the 100 fine classes in the bundled sample. */
  public int sampleImagesPerClass() {
    return sampleImagesPerClass;
  }

  public int sampleImages() {
    return sampleImagesPerClass * Cifar100.FINE_LABELS;
  }

  /** Hex; what {@link SampleMaker} prints. */
  public String sampleSha256() {
    return sampleSha256;
  }
}
