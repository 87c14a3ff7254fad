package gradlab.rpc;

import java.nio.file.Path;
import java.time.Instant;

/**
 * What does not change while a server lives.
 *
 * @param cpuModel as the operating system names it
 * @param memoryBytes of the machine
 * @param computePath of new runs: onednn or nd4j
 * @param computePathNote why that is not the fastest; empty where it is
 */
public record ServerFacts(
    Instant startTime,
    Path stateDirectory,
    String cpuModel,
    long memoryBytes,
    int threads,
    String computePath,
    String computePathNote,
    int maxMessageBytes) {}
