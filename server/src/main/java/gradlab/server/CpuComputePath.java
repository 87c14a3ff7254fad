package gradlab.server;

import java.io.IOException;
import java.util.Locale;
import java.util.Properties;

/**
 * Which compute path workers will use on this CPU. Told from what is on the class path: the server
 * itself never loads native libraries. The workers' word is in each run's provenance.
 *
 * @param name onednn or nd4j
 * @param note for people: why not the fast one; empty where it is
 */
record CpuComputePath(String name, String note) {

  static CpuComputePath ofThisMachine() {
    return of(
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        version("javacpp"),
        version("dnnl"),
        CpuComputePath.class.getClassLoader());
  }

  static CpuComputePath of(
      String os, String architecture, String javacpp, String dnnl, ClassLoader classPath) {
    String platform = platform(os, architecture);
    if (classPath.getResource("org/bytedeco/dnnl/" + platform + "/") == null) {
      return slow("there is no oneDNN library for " + platform + " here");
    }
    if (!dnnl.endsWith("-" + javacpp)) {
      return slow("oneDNN's presets are %s, JavaCPP is %s".formatted(dnnl, javacpp));
    }
    return new CpuComputePath("onednn", "");
  }

  private static CpuComputePath slow(String reason) {
    return new CpuComputePath("nd4j", reason + "; training takes about twice as long without");
  }

  /** As JavaCPP names it. */
  private static String platform(String os, String architecture) {
    String lower = os.toLowerCase(Locale.ROOT);
    String system =
        lower.startsWith("mac") ? "macosx" : lower.startsWith("win") ? "windows" : lower;
    return system
        + "-"
        + switch (architecture) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm64";
          default -> architecture;
        };
  }

  private static String version(String artifact) {
    var properties = new Properties();
    String file = "META-INF/maven/org.bytedeco/" + artifact + "/pom.properties";
    try (var in = CpuComputePath.class.getClassLoader().getResourceAsStream(file)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      return "unreadable"; // only shown to people
    }
    return properties.getProperty("version", "missing");
  }
}
