package gradlab.dataset;

/** Number of images in each split. */
public record DatasetSize(int trainImages, int testImages) {}
