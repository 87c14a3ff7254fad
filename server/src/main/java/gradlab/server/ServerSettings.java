package gradlab.server;

import gradlab.cost.CostSettings;
import gradlab.metrics.MetricsSettings;
import gradlab.rpc.StreamSettings;
import gradlab.runs.RunSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a server is started with.
 *
 * @param dataDirectory where the user says the data is
 * @param environment for the look-up of the data
 * @param metrics what they show
 * @param workerMain main class of the workers
 * @param cost what may be spent, and when not to go on
 * @param leastFreeBytes on the state directory's disk; with less the runs are paused; 0: any
 * @param keepWorkers leave them to the next server when this one ends
 */
record ServerSettings(
    Path stateDirectory,
    Optional<Path> dataDirectory,
    Map<String, String> environment,
    InetSocketAddress listen,
    InetSocketAddress metricsListen,
    AccessSettings access,
    MetricsSettings metrics,
    String workerMain,
    RunSettings runs,
    StreamSettings streams,
    CostSettings cost,
    boolean keepWorkers,
    long leastFreeBytes) {}
