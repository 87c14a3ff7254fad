package gradlab;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/**
 * Which package may know which: arrows go one way. Ordinary tests: Surefire runs ArchUnit's own
 * engine as 0 tests.
 */
class ArchitectureTest {
  private static final JavaClasses SERVER =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("gradlab");

  @Test
  void arrowsGoOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("gradlab..")
        .layer("server")
        .definedBy("gradlab.server..")
        .layer("rpc")
        .definedBy("gradlab.rpc..")
        .layer("runs")
        .definedBy("gradlab.runs..")
        .layer("cost")
        .definedBy("gradlab.cost..")
        .layer("experiments")
        .definedBy("gradlab.experiments..")
        .layer("exchange")
        .definedBy("gradlab.exchange..")
        .layer("figures")
        .definedBy("gradlab.figures..")
        .layer("metrics")
        .definedBy("gradlab.metrics..")
        .layer("diagnosis")
        .definedBy("gradlab.diagnosis..")
        .layer("store")
        .definedBy("gradlab.store..")
        .layer("worker")
        .definedBy("gradlab.worker..")
        .layer("golden")
        .definedBy("gradlab.golden..")
        .layer("bench")
        .definedBy("gradlab.bench..")
        .layer("training")
        .definedBy("gradlab.training..")
        .layer("gradients")
        .definedBy("gradlab.gradients..")
        .layer("model")
        .definedBy("gradlab.model..")
        .layer("compute")
        .definedBy("gradlab.compute..")
        .layer("network")
        .definedBy("gradlab.network..")
        .layer("data")
        .definedBy("gradlab.data..")
        .layer("weights")
        .definedBy("gradlab.weights..")
        .layer("artifacts")
        .definedBy("gradlab.artifacts..")
        .layer("dataset")
        .definedBy("gradlab.dataset..")
        .layer("access")
        .definedBy("gradlab.access..")
        .layer("wire")
        .definedBy("gradlab.wire..")
        .whereLayer("server")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("rpc")
        .mayOnlyBeAccessedByLayers("server")
        .whereLayer("runs")
        .mayOnlyBeAccessedByLayers("rpc", "server", "bench", "cost", "experiments")
        .whereLayer("cost")
        .mayOnlyBeAccessedByLayers("rpc", "server")
        .whereLayer("experiments")
        .mayOnlyBeAccessedByLayers("rpc", "server")
        .whereLayer("exchange")
        .mayOnlyBeAccessedByLayers("rpc")
        .whereLayer("figures")
        .mayOnlyBeAccessedByLayers("rpc")
        .whereLayer("diagnosis")
        .mayOnlyBeAccessedByLayers("rpc", "metrics")
        .whereLayer("metrics")
        .mayOnlyBeAccessedByLayers("runs", "rpc", "server")
        .whereLayer("store")
        .mayOnlyBeAccessedByLayers(
            "runs", "rpc", "metrics", "server", "cost", "experiments", "exchange")
        .whereLayer("worker")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("golden")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("bench")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("training")
        .mayOnlyBeAccessedByLayers("worker", "golden", "bench")
        .whereLayer("gradients")
        .mayOnlyBeAccessedByLayers("training", "bench")
        .whereLayer("model")
        .mayOnlyBeAccessedByLayers("training", "gradients", "golden", "bench")
        .whereLayer("compute")
        .mayOnlyBeAccessedByLayers("model", "gradients", "training", "golden", "bench")
        .whereLayer("network")
        .mayOnlyBeAccessedByLayers(
            "compute",
            "model",
            "training",
            "gradients",
            "golden",
            "bench",
            "weights",
            "exchange",
            "rpc")
        .whereLayer("weights")
        .mayOnlyBeAccessedByLayers("training", "golden", "rpc")
        .whereLayer("artifacts")
        .mayOnlyBeAccessedByLayers("rpc", "server")
        .whereLayer("data")
        .mayOnlyBeAccessedByLayers("training", "bench")
        .whereLayer("access")
        .mayOnlyBeAccessedByLayers("rpc", "runs", "metrics", "server")
        .whereLayer("wire")
        .mayOnlyBeAccessedByLayers("rpc", "worker")
        .whereLayer("dataset")
        .mayOnlyBeAccessedByLayers("data", "training", "worker", "bench", "runs", "rpc", "server")
        .check(SERVER);
  }

  @Test
  void onlyAWorkerLoadsNd4j() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "gradlab.compute..",
            "gradlab.model..",
            "gradlab.training..",
            "gradlab.gradients..",
            "gradlab.golden..",
            "gradlab.bench.worker..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..", "org.bytedeco..")
        .check(SERVER);
  }

  @Test
  void theApiStaysAtTheEdge() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "gradlab.rpc..", "gradlab.worker..", "gradlab.wire..", "gradlab.v1..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("gradlab.v1..")
        .check(SERVER);
  }

  @Test
  void logRecordsStayInTheStore() {
    noClasses()
        .that()
        .resideOutsideOfPackages("gradlab.store..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("gradlab.store.v1..")
        .check(SERVER);
  }

  @Test
  void theVocabularyKnowsNobody() {
    noClasses()
        .that()
        .resideInAPackage("gradlab.domain..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("gradlab.domain..", "java..")
        .check(SERVER);
  }
}
