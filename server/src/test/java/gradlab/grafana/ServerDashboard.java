package gradlab.grafana;

import gradlab.grafana.Panel.Kind;
import java.util.List;

/** The server, its disk and its GPUs. */
final class ServerDashboard {
  static final String UID = "gradlab-server";

  private ServerDashboard() {}

  static Dashboard dashboard() {
    return new Dashboard(
        UID,
        "gradlab / Server and GPU",
        "Whether the server keeps up: queue, calls, log, memory, disk; and what the GPUs do",
        List.of(),
        List.of(now(), calls(), machine(), gpus()));
  }

  private static Dashboard.Row now() {
    return Dashboard.row(
        "Now",
        new Panel(1, Kind.STAT, "Server", "Whether the metrics page answers.")
            .now("up{job=\"gradlab\"}", "server")
            .word(1, "up")
            .word(0, "DOWN")
            .colours("red", 1, "green")
            .size(4, 4),
        new Panel(2, Kind.STAT, "Slots in use", "Of the slots that --slots gives.")
            .now("gradlab_slots_used / gradlab_slots", "used")
            .unit("percentunit")
            .colours("green", 1, "blue")
            .size(4, 4),
        new Panel(
                3,
                Kind.STAT,
                "Queue",
                "Runs that wait. Held: none gets a slot, because the budget is used up or the disk is full.")
            .now("gradlab_queue_length", "waiting")
            .now("gradlab_queue_held", "held")
            .colours("green", 1, "yellow")
            .size(4, 4),
        new Panel(
                4,
                Kind.STAT,
                "Budget used",
                "Share of the server's --budget; at 100 % all runs are stopped.")
            .now("gradlab_budget_used_ratio", "used")
            .unit("percentunit")
            .colours("green", 0.8, "orange", 1, "red")
            .size(4, 4),
        new Panel(
                5,
                Kind.STAT,
                "Lost workers",
                "Workers that ended without a word or did not answer, since the server's start.")
            .now("sum(gradlab_worker_losses_total)", "workers")
            .colours("green", 1, "red")
            .size(4, 4),
        new Panel(
                6,
                Kind.STAT,
                "Cost so far",
                "Of all runs of the state directory, in the currency of --price-per-hour.")
            .now("gradlab_cost_total", "cost")
            .colours("blue")
            .size(4, 4));
  }

  private static Dashboard.Row calls() {
    return Dashboard.row(
        "Calls and the log",
        new Panel(
                10,
                Kind.LINES,
                "Calls per second",
                "Unary calls by how they ended; anything but OK was refused or failed.")
            .range("sum by (code) (rate(gradlab_grpc_calls_total[$__rate_interval]))", "{{code}}")
            .unit("reqps")
            .atLeast(0)
            .size(8, 7),
        new Panel(
                11,
                Kind.LINES,
                "Latency of calls, 95 %",
                "Unary calls only, over 5 minutes: streams last as long as somebody looks.")
            .range("method:gradlab_grpc_call_duration_seconds:p95_5m", "{{method}}")
            .unit("s")
            .atLeast(0)
            .size(8, 7),
        new Panel(12, Kind.LINES, "Open streams", "Clients that follow a run, and workers.")
            .range("gradlab_grpc_streams_open", "{{method}}")
            .atLeast(0)
            .size(8, 7),
        new Panel(
                13,
                Kind.LINES,
                "Log: append and fsync",
                "Mean time to make a batch of events durable, and the disk's part of it.")
            .range(
                "rate(gradlab_log_append_seconds_sum[$__rate_interval]) / (rate(gradlab_log_append_seconds_count[$__rate_interval]) > 0)",
                "append")
            .range(
                "rate(gradlab_log_fsync_seconds_sum[$__rate_interval]) / (rate(gradlab_log_fsync_seconds_count[$__rate_interval]) > 0)",
                "fsync")
            .unit("s")
            .atLeast(0)
            .colours("green", 0.1, "orange")
            .size(12, 7),
        new Panel(
                14,
                Kind.LINES,
                "Refused and dropped",
                "Since the server's start: calls without a token or a role, requests of this page without its token, workers that broke the protocol, reports that came twice, steps that were not timed.")
            .range("sum(gradlab_calls_refused_total) or vector(0)", "calls refused")
            .range("gradlab_metrics_refused_total", "metrics page refused")
            .range("gradlab_worker_protocol_errors_total", "protocol errors")
            .range("gradlab_worker_reports_dropped_total", "reports dropped")
            .range("sum(gradlab_run_steps_untimed_total) or vector(0)", "steps not timed")
            .atLeast(0)
            .size(12, 7));
  }

  private static Dashboard.Row machine() {
    return Dashboard.row(
        "Machine",
        new Panel(20, Kind.LINES, "Server memory", "Of the process, and the areas of its JVM.")
            .range("process_resident_memory_bytes{job=\"gradlab\"}", "process")
            .range("sum by (area) (jvm_memory_used_bytes{job=\"gradlab\"})", "{{area}} in use")
            .unit("bytes")
            .atLeast(0)
            .size(8, 7),
        new Panel(
                21,
                Kind.LINES,
                "Workers' memory",
                "Of each worker process: the tensors are outside of its JVM.")
            .range("gradlab_worker_resident_memory_bytes", "{{run}}")
            .unit("bytes")
            .atLeast(0)
            .toRun()
            .size(8, 7),
        new Panel(22, Kind.LINES, "CPU", "Of the whole machine, and the server's part of it.")
            .range("system_cpu_usage{job=\"gradlab\"}", "machine")
            .range("process_cpu_usage{job=\"gradlab\"}", "server")
            .unit("percentunit")
            .between(0, 1)
            .size(8, 7),
        new Panel(
                30,
                Kind.LINES,
                "Disk of the state directory",
                "Free bytes; at the lower line all runs are paused.")
            .range("gradlab_disk_free_bytes", "free")
            .range("gradlab_disk_pause_below_bytes", "runs are paused below")
            .unit("bytes")
            .atLeast(0)
            .size(12, 7),
        new Panel(
                31,
                Kind.LINES,
                "Garbage collection",
                "Share of time that the server stands still for it.")
            .range(
                "sum(rate(jvm_gc_pause_seconds_sum{job=\"gradlab\"}[$__rate_interval]))", "pause")
            .unit("percentunit")
            .atLeast(0)
            .size(12, 7));
  }

  private static Dashboard.Row gpus() {
    return Dashboard.row(
        "GPUs (as nvidia-smi tells)",
        new Panel(40, Kind.LINES, "Utilisation", "Share of time in which a kernel ran.")
            .range(
                "gradlab_gpu_utilization_ratio * on (gpu) group_left (name) gradlab_gpu_info",
                "{{gpu}} {{name}}")
            .unit("percentunit")
            .between(0, 1)
            .size(6, 7),
        new Panel(41, Kind.LINES, "Memory", "Share in use.")
            .range("gradlab_gpu_memory_used_bytes / gradlab_gpu_memory_size_bytes", "{{gpu}}")
            .unit("percentunit")
            .between(0, 1)
            .colours("green", 0.95, "red")
            .size(6, 7),
        new Panel(42, Kind.LINES, "Temperature", "Above about 85 degrees cards slow down.")
            .range("gradlab_gpu_temperature_celsius", "{{gpu}}")
            .unit("celsius")
            .atLeast(0)
            .colours("green", 85, "red")
            .size(6, 7),
        new Panel(43, Kind.LINES, "Power", "That the card draws.")
            .range("gradlab_gpu_power_watts", "{{gpu}}")
            .unit("watt")
            .atLeast(0)
            .size(6, 7));
  }
}
