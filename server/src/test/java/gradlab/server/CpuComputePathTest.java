package gradlab.server;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.compute.onednn.OneDnn;
import org.junit.jupiter.api.Test;

class CpuComputePathTest {
  private static final ClassLoader CLASS_PATH = CpuComputePathTest.class.getClassLoader();

  /** What the server says without loading anything is what a worker finds. */
  @Test
  void saysWhatAWorkerFinds() {
    var path = CpuComputePath.ofThisMachine();
    assertThat(path.name()).isEqualTo(OneDnn.unavailable().isEmpty() ? "onednn" : "nd4j");
    assertThat(path.note().isEmpty()).isEqualTo(OneDnn.unavailable().isEmpty());
  }

  @Test
  void aProcessorWithoutTheLibraryGetsANote() {
    var path = CpuComputePath.of("Linux", "aarch64", "1.5.7", "2.5.2-1.5.7", CLASS_PATH);
    assertThat(path.name()).isEqualTo("nd4j");
    assertThat(path.note()).contains("no oneDNN library for linux-arm64");
  }

  @Test
  void anotherJavaCppGetsANote() {
    var mac = CpuComputePath.of("Mac OS X", "x86_64", "1.5.7", "2.5.2-1.5.7", CLASS_PATH);
    assertThat(mac.note()).contains("macosx-x86_64");
    var old = CpuComputePath.of("Linux", "amd64", "1.5.5", "2.5.2-1.5.7", CLASS_PATH);
    org.junit.jupiter.api.Assumptions.assumeTrue(OneDnn.unavailable().isEmpty());
    assertThat(old.note()).contains("presets are 2.5.2-1.5.7, JavaCPP is 1.5.5");
  }
}
