package gradlab.wire;

import gradlab.domain.ClassPrior;
import gradlab.domain.Provenance;
import java.util.Optional;

/** What a result was made by. */
public final class ProvenanceMessages {
  private ProvenanceMessages() {}

  public static gradlab.v1.Provenance message(Provenance p) {
    var message =
        gradlab.v1.Provenance.newBuilder()
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
            .setWorkerPid(p.workerPid());
    p.classPrior()
        .ifPresent(
            c ->
                message.getClassPriorBuilder().setTrainLoss(c.trainLoss()).setValLoss(c.valLoss()));
    return message.build();
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
        m.getWorkerPid(),
        m.hasClassPrior()
            ? Optional.of(
                new ClassPrior(m.getClassPrior().getTrainLoss(), m.getClassPrior().getValLoss()))
            : Optional.empty());
  }
}
