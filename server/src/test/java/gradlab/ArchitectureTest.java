package gradlab;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package may know which: arrows go one way. */
@AnalyzeClasses(packages = "gradlab", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule arrowsGoOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("gradlab..")
          .layer("server")
          .definedBy("gradlab.server..")
          .layer("rpc")
          .definedBy("gradlab.rpc..")
          .layer("runs")
          .definedBy("gradlab.runs..")
          .layer("figures")
          .definedBy("gradlab.figures..")
          .layer("metrics")
          .definedBy("gradlab.metrics..")
          .layer("store")
          .definedBy("gradlab.store..")
          .layer("worker")
          .definedBy("gradlab.worker..")
          .layer("golden")
          .definedBy("gradlab.golden..")
          .layer("training")
          .definedBy("gradlab.training..")
          .layer("gradients")
          .definedBy("gradlab.gradients..")
          .layer("model")
          .definedBy("gradlab.model..")
          .layer("data")
          .definedBy("gradlab.data..")
          .layer("dataset")
          .definedBy("gradlab.dataset..")
          .layer("wire")
          .definedBy("gradlab.wire..")
          .whereLayer("server")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("rpc")
          .mayOnlyBeAccessedByLayers("server")
          .whereLayer("runs")
          .mayOnlyBeAccessedByLayers("rpc", "server")
          .whereLayer("figures")
          .mayOnlyBeAccessedByLayers("rpc")
          .whereLayer("metrics")
          .mayOnlyBeAccessedByLayers("runs", "rpc", "server")
          .whereLayer("store")
          .mayOnlyBeAccessedByLayers("runs", "rpc", "metrics", "server")
          .whereLayer("worker")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("golden")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("training")
          .mayOnlyBeAccessedByLayers("worker", "golden")
          .whereLayer("gradients")
          .mayOnlyBeAccessedByLayers("training")
          .whereLayer("model")
          .mayOnlyBeAccessedByLayers("training", "gradients", "golden")
          .whereLayer("data")
          .mayOnlyBeAccessedByLayers("training")
          .whereLayer("wire")
          .mayOnlyBeAccessedByLayers("rpc", "worker")
          .whereLayer("dataset")
          .mayOnlyBeAccessedByLayers("data", "training", "worker", "runs", "rpc", "server");

  @ArchTest
  static final ArchRule onlyAWorkerLoadsNd4j =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "gradlab.model..", "gradlab.training..", "gradlab.gradients..", "gradlab.golden..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..", "org.bytedeco..");

  @ArchTest
  static final ArchRule theApiStaysAtTheEdge =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "gradlab.rpc..", "gradlab.worker..", "gradlab.wire..", "gradlab.v1..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("gradlab.v1..");

  @ArchTest
  static final ArchRule logRecordsStayInTheStore =
      noClasses()
          .that()
          .resideOutsideOfPackages("gradlab.store..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("gradlab.store.v1..");

  @ArchTest
  static final ArchRule theVocabularyKnowsNobody =
      noClasses()
          .that()
          .resideInAPackage("gradlab.domain..")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages("gradlab.domain..", "java..");
}
