package gradlab.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@AnalyzeClasses(packages = "gradlab.client", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule THE_CLIENT_KNOWS_ONLY_THE_API =
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
              "org.deeplearning4j..");

  @ArchTest
  static final ArchRule ARROWS_GO_ONE_WAY =
      slices().matching("gradlab.client.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ONLY_THE_CONNECTION_KNOWS_THE_TRANSPORT =
      noClasses()
          .that()
          .resideOutsideOfPackage("gradlab.client.connection")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.grpc.netty..");

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
