package gradlab.rpc;

import java.nio.file.Path;
import java.time.Instant;

/**
 * What does not change while a server lives.
 *
 * @param cpuModel as the operating system names it
 * @param memoryBytes of the machine
 */
public record ServerFacts(
    Instant startTime,
    Path stateDirectory,
    String cpuModel,
    long memoryBytes,
    int threads,
    int maxMessageBytes) {}
