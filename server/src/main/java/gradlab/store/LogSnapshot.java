package gradlab.store;

/**
 * What is known of a log up to one of its frames' ends: enough to go on from there without reading
 * what is before.
 *
 * @param view the fold of these bytes
 * @param endCrc the last frame's checksum: tells this log from another history of the same length
 * @param blocks of at least these bytes; the log's own, which grow with it
 */
record LogSnapshot(RunView view, long bytes, int endCrc, LogBlocks blocks) {}
