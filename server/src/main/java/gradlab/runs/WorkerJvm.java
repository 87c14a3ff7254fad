package gradlab.runs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a JVM that trains is started: on this process's Java and class path, with options and an
 * environment that decide its speed. Whoever measures training starts it by this, too.
 *
 * @param threads threads of the arithmetic
 */
public record WorkerJvm(int threads) {
  private static final List<String> OPTIONS =
      List.of(
          // one thread of garbage collection: the cores are for the training step
          "-XX:+UseSerialGC",
          // the heap holds no arrays; they live in native memory, which these two leave unlimited
          "-Xmx512m",
          // a step makes a few KB of garbage: room for 100 MB of it would only be resident memory
          "-Xms64m",
          "-Xmn24m",
          "-Dorg.bytedeco.javacpp.maxbytes=0",
          "-Dorg.bytedeco.javacpp.maxphysicalbytes=0");

  private static final List<String> OPEN_MP = List.of("OMP_", "GOMP_", "KMP_");

  public WorkerJvm {
    if (threads < 1) {
      throw new IllegalArgumentException("threads is " + threads + ", must be at least 1");
    }
  }

  /** One of so many that share this machine's cores. */
  public static WorkerJvm oneOf(int workers) {
    return new WorkerJvm(Math.max(1, Runtime.getRuntime().availableProcessors() / workers));
  }

  /** The whole command line. */
  public List<String> command(String mainClass, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.addAll(arguments);
    return command;
  }

  /**
   * Sets what decides the speed. OpenMP's settings of the surroundings go: a number of threads, a
   * binding or a waiting policy meant for another program makes a step several times slower.
   */
  public void configure(Map<String, String> environment) {
    environment
        .keySet()
        .removeIf(name -> OPEN_MP.stream().anyMatch(prefix -> name.startsWith(prefix)));
    environment.put("OMP_NUM_THREADS", Integer.toString(threads));
    // On the nd4j path glibc gives a step's big buffers back to the kernel and takes them anew:
    // page faults cost more than the arithmetic. These keep them.
    environment.put("MALLOC_TOP_PAD_", "268435456");
    environment.put("MALLOC_TRIM_THRESHOLD_", "4294967296");
    environment.put("MALLOC_MMAP_THRESHOLD_", "4294967296");
  }
}
