package gradlab.compute.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_engine_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_default_flags;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import java.util.Optional;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;

/** The library oneDNN in this process: whether it is here, its one engine and its one stream. */
public final class OneDnn {
  private static final dnnl_engine ENGINE = new dnnl_engine();
  private static final dnnl_stream STREAM = new dnnl_stream();
  private static final Optional<String> UNAVAILABLE = load();

  private OneDnn() {}

  /** Why oneDNN cannot be used on this machine; empty where it can. */
  public static Optional<String> unavailable() {
    return UNAVAILABLE;
  }

  private static Optional<String> load() {
    String presets = version("dnnl");
    String javacpp = version("javacpp");
    if (!presets.endsWith("-" + javacpp)) {
      // Two versions of JavaCPP in one process crash it instead of throwing something.
      return Optional.of("oneDNN's presets are %s, JavaCPP is %s".formatted(presets, javacpp));
    }
    try {
      Loader.load(dnnl.class);
      check(dnnl_engine_create(ENGINE, dnnl_cpu, 0), "engine");
      check(dnnl_stream_create(STREAM, ENGINE, dnnl_stream_default_flags), "stream");
      return Optional.empty();
    } catch (LinkageError | UnsupportedOperation e) {
      return Optional.of("oneDNN has no library for " + Loader.getPlatform());
    }
  }

  private static String version(String artifact) {
    try {
      return Loader.getVersion("org.bytedeco", artifact);
    } catch (java.io.IOException e) {
      return "missing";
    }
  }

  static dnnl_engine engine() {
    return ENGINE;
  }

  static dnnl_stream stream() {
    return STREAM;
  }

  /**
   * @param status what a call of the C API gave
   * @throws UnsupportedOperation if that is not success
   */
  static void check(int status, String what) {
    if (status != dnnl_success) {
      throw new UnsupportedOperation(what + ": oneDNN answers status " + status);
    }
  }
}
