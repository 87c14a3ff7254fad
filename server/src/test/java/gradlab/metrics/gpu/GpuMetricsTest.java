package gradlab.metrics.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.metrics.Page;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** nvidia-smi's words, the strange ones too. */
class GpuMetricsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path folder;

  @AutoClose
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  private GpuMetrics gpus(String script, Duration limit) throws Exception {
    Path program = Files.writeString(folder.resolve("nvidia-smi"), "#!/bin/sh\n" + script + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return GpuMetrics.find(Optional.of("/nowhere:" + folder), registry, limit).orElseThrow();
  }

  private Page page() {
    return new Page(registry.scrape());
  }

  @Test
  void whatACardDoesNotTellIsLeftOut() throws Exception {
    var gpus =
        gpus(
            """
            echo "Warning: something about persistence mode"
            echo "0, GPU-a, 535.1, 87, 9134, 15360, 71, 66.42, Tesla T4"
            echo "1, GPU-b, 535.1, [N/A], 3, 15360, [Unknown Error], [Not Supported], Odd, with a comma"
            echo "2, GPU-c, ERR!"
            """,
            LIMIT);
    gpus.sample();
    var page = page();
    assertThat(page.value("gradlab_gpu_utilization_ratio")).isEqualTo(0.87);
    assertThat(page.value("gradlab_gpu_memory_used_bytes", "gpu=\"1\"")).isEqualTo(3.0 * (1 << 20));
    assertThat(page.lines("gradlab_gpu_memory_size_bytes")).hasSize(2);
    assertThat(page.value("gradlab_gpu_temperature_celsius")).isEqualTo(71);
    assertThat(page.value("gradlab_gpu_power_watts")).isEqualTo(66.42);
    assertThat(page.lines("gradlab_gpu_info", "name=\"Odd, with a comma\"")).hasSize(1);
    assertThat(page.value("gradlab_gpu_query_failures_total")).isZero();
  }

  @Test
  void afterAFailureNothingStaleIsShown() throws Exception {
    var gpus =
        gpus(
            """
            [ ! -e %1$s/broken ] || { echo "NVML: Driver/library version mismatch"; exit 18; }
            echo "0, GPU-a, 535.1, 87, 9134, 15360, 71, 66.42, Tesla T4"
            """
                .formatted(folder),
            LIMIT);
    gpus.sample();
    assertThat(page().lines("gradlab_gpu_power_watts")).hasSize(1);
    Files.writeString(folder.resolve("broken"), "");
    gpus.sample();
    assertThat(page().lines("gradlab_gpu_power_watts")).isEmpty();
    assertThat(page().value("gradlab_gpu_query_failures_total")).isEqualTo(1);
    Files.delete(folder.resolve("broken"));
    gpus.sample();
    assertThat(page().lines("gradlab_gpu_power_watts")).hasSize(1);
  }

  @Test
  void oneThatHangsIsEnded() throws Exception {
    var gpus = gpus("sleep 600 & echo $! > " + folder + "/pid; wait", Duration.ofMillis(300));
    gpus.sample();
    assertThat(page().value("gradlab_gpu_query_failures_total")).isEqualTo(1);
  }

  @Test
  void withoutTheProgramThereIsNothing() {
    assertThat(GpuMetrics.find(Optional.of("/nowhere"), registry)).isEmpty();
    assertThat(GpuMetrics.find(Optional.empty(), registry)).isEmpty();
    assertThat(page().text()).doesNotContain("gpu");
  }
}
