package gradlab.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checked in ordinary tests: ArchUnit's own engine ran its rules as 0 tests under Surefire. */
class ArchitectureTest {
  private static final JavaClasses CLIENT =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("gradlab.client");

  @Test
  void theClientKnowsOnlyTheApi() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "gradlab.server..",
            "gradlab.domain..",
            "gradlab.wire..",
            "gradlab.rpc..",
            "gradlab.runs..",
            "gradlab.store..",
            "gradlab.worker..",
            "org.nd4j..",
            "org.deeplearning4j..")
        .check(CLIENT);
  }

  @Test
  void arrowsGoOneWay() {
    slices().matching("gradlab.client.(*)..").should().beFreeOfCycles().check(CLIENT);
  }

  @Test
  void onlyTheConnectionKnowsTheTransport() {
    noClasses()
        .that()
        .resideOutsideOfPackage("gradlab.client.connection")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.grpc.netty..")
        .check(CLIENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.nd4j.linalg.factory.Nd4j",
        "org.deeplearning4j.nn.graph.ComputationGraph",
        "org.bytedeco.javacpp.Loader",
        "gradlab.server.ServerMain"
      })
  void theClassPathStaysThin(String name) {
    assertThatThrownBy(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
  }
}
