package gradlab.wire;

import gradlab.domain.Provenance;

/** What a result was made by. */
public final class ProvenanceMessages {
  private ProvenanceMessages() {}

  public static gradlab.v1.Provenance message(Provenance p) {
    return gradlab.v1.Provenance.newBuilder()
        .setGradlabVersion(p.gradlabVersion())
        .setJavaVersion(p.javaVersion())
        .setOperatingSystem(p.operatingSystem())
        .setArchitecture(p.architecture())
        .setCpuModel(p.cpuModel())
        .setThreads(p.threads())
        .setBackend(p.backend())
        .setComputePath(p.computePath())
        .setDl4JVersion(p.dl4jVersion())
        .setDatasetSource(p.datasetSource())
        .setDatasetSha256(p.datasetSha256())
        .setTrainImages(p.trainImages())
        .setValImages(p.valImages())
        .setParameters(p.parameters())
        .setWorkerPid(p.workerPid())
        .build();
  }

  public static Provenance provenance(gradlab.v1.Provenance m) {
    return new Provenance(
        m.getGradlabVersion(),
        m.getJavaVersion(),
        m.getOperatingSystem(),
        m.getArchitecture(),
        m.getCpuModel(),
        m.getThreads(),
        m.getBackend(),
        m.getComputePath(),
        m.getDl4JVersion(),
        m.getDatasetSource(),
        m.getDatasetSha256(),
        m.getTrainImages(),
        m.getValImages(),
        m.getParameters(),
        m.getWorkerPid());
  }
}
