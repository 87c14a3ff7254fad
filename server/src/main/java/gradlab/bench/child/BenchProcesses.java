package gradlab.bench.child;

import gradlab.runs.WorkerJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The real processes.
 *
 * @param threads threads of the arithmetic, in each of them
 * @param peerClassPath of the bench module with libtorch; empty text: it is not built
 */
public record BenchProcesses(int threads, String peerClassPath) implements Children {
  private static final String OURS = "gradlab.bench.worker.BenchWorker";
  private static final String PEER = "gradlab.bench.peer.PeerMain";

  /** What would change an allocator behind our back. */
  private static final Set<String> ALLOCATOR_VARIABLES =
      Set.of(
          "LD_PRELOAD",
          "MALLOC_CONF",
          "MALLOC_TOP_PAD_",
          "MALLOC_TRIM_THRESHOLD_",
          "MALLOC_MMAP_THRESHOLD_");

  @Override
  public Child ours() {
    var jvm = new WorkerJvm(threads);
    var builder = new ProcessBuilder(jvm.command(OURS, List.of()));
    builder.environment().keySet().removeAll(ALLOCATOR_VARIABLES);
    jvm.configure(builder.environment());
    return Child.start("our worker", builder);
  }

  @Override
  public Child peer(PeerSetting setting) {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx512m",
            "-Dorg.bytedeco.javacpp.maxBytes=0",
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
            "-cp",
            peerClassPath,
            PEER);
    var environment = builder.environment();
    environment.keySet().removeAll(ALLOCATOR_VARIABLES);
    environment.put("OMP_NUM_THREADS", Integer.toString(threads));
    setting
        .jemalloc()
        .ifPresent(
            library -> {
              environment.put("LD_PRELOAD", library.toString());
              // keeps what a step frees, as our worker's setting of glibc does
              environment.put(
                  "MALLOC_CONF",
                  "oversize_threshold:0,dirty_decay_ms:-1,muzzy_decay_ms:-1,metadata_thp:auto");
            });
    return Child.start("libtorch (" + setting.id() + ")", builder);
  }
}
