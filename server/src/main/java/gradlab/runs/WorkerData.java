package gradlab.runs;

/**
 * The data set a worker reads.
 *
 * @param source where it came from, for the record: data-dir, environment, cache or sample
 * @param directory directory of train.bin and test.bin; empty: the bundled sample
 */
public record WorkerData(String source, String directory) {}
