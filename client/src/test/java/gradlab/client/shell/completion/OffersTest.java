package gradlab.client.shell.completion;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.connection.Address;
import gradlab.client.connection.Connection;
import gradlab.client.fake.Cli;
import gradlab.client.fake.Samples;
import gradlab.client.output.OutputFormat;
import gradlab.client.shell.known.KnownRuns;
import gradlab.client.shell.known.Layers;
import gradlab.client.shell.syntax.Cursor;
import gradlab.client.shell.syntax.ShellParser;
import gradlab.v1.GetGradientFlowRequest;
import gradlab.v1.GetGradientFlowResponse;
import gradlab.v1.ListRunsRequest;
import gradlab.v1.ListRunsResponse;
import gradlab.v1.Run;
import gradlab.v1.RunState;
import gradlab.v1.TrainingServiceGrpc;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.reader.Candidate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class OffersTest {
  private static final int MANY = 10_000;
  private static final Duration LIMIT = Duration.ofMillis(200);

  @Command(name = "grad", description = "Shows the gradient flow. Of a run.")
  static final class Grad {
    @Parameters(paramLabel = "RUN")
    private String run;

    @Option(names = "--layer", paramLabel = "LAYER", description = "Only this layer.")
    private List<String> layer;

    @Option(names = "--output", description = "The format.")
    private OutputFormat output;

    @Option(
        names = {"-f", "--file"},
        paramLabel = "FILE",
        description = "A file.")
    private Path file;

    @Option(names = "--tag", paramLabel = "K=V", description = "A tag.")
    private List<String> tags;

    @Option(names = "--quiet", description = "Nothing.")
    private boolean quiet;
  }

  @Command(name = "stop", description = "Stops.")
  static final class Stop {
    @Parameters(paramLabel = "RUN", arity = "1..*")
    private List<String> runs;
  }

  private final ExecutorService background = Executors.newFixedThreadPool(2);
  private final AtomicInteger lists = new AtomicInteger();
  private final CountDownLatch hold = new CountDownLatch(1);
  private volatile boolean held;
  private Server server;
  private Connection connection;
  private KnownRuns runs;
  private Offers offers;

  @BeforeEach
  void tenThousandRuns() throws Exception {
    List<Run> all = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      var run = Samples.run("vgg-08-%05d".formatted(i), "Study " + i, "VGG_08").toBuilder();
      boolean works = i % 1000 == 999;
      run.setState(works ? RunState.RUN_STATE_RUNNING : RunState.RUN_STATE_COMPLETED);
      run.getConfigBuilder().clearTags().putTags("why", "depth " + i % 3);
      all.add(run.build());
    }
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new Many(all))
            .build()
            .start();
    connection = new Connection(Address.parse("127.0.0.1:" + server.getPort(), "test"));
    runs = new KnownRuns(() -> connection, background, System::nanoTime, () -> {});
    var root = CommandSpec.create().name("");
    root.addSubcommand("grad", new CommandLine(new Grad()));
    root.addSubcommand("stop", new CommandLine(new Stop()));
    var model = new CommandModel(() -> root, background, List.of("grad", "stop"));
    offers =
        new Offers(
            model,
            runs,
            new Layers(() -> connection, background),
            () -> Optional.of("vgg-08-00003"),
            () -> Map.of("g", "grad --quiet"),
            () -> List.of("127.0.0.1:1"));
    runs.renew();
    Cli.await("all are known", () -> runs.last().size() == MANY);
  }

  @AfterEach
  void end() {
    hold.countDown();
    connection.close();
    server.shutdownNow();
    background.shutdownNow();
  }

  @Test
  void offersWhatCanFollow() {
    assertThat(values("")).containsExactly("grad", "stop", "g");
    assertThat(values("gr")).containsExactly("grad");
    assertThat(only("gr").descr()).isEqualTo("Shows the gradient flow");
    assertThat(values("grad --")).contains("--layer", "--output", "--quiet");
    assertThat(values("grad --quiet --qu")).isEmpty();
    assertThat(values("grad --layer x --la")).containsExactly("--layer"); // again
    assertThat(values("grad --output ")).containsExactly("table", "json", "csv");
    assertThat(values("grad --output=j")).containsExactly("--output=json");
    assertThat(values("gradlab grad --output c")).containsExactly("csv");
    assertThat(values("g --output c")).containsExactly("csv"); // through the alias
    assertThat(values("nosuch --")).isEmpty();
    assertThat(values("grad x & ")).isEmpty();
  }

  @Test
  void offersRunsWithTheirStates() {
    assertThat(only("grad vgg-08-00999").descr()).isEqualTo("Study 999  RUNNING  0/2");
    assertThat(values("grad study 1234")).isEmpty(); // two words
    assertThat(values("grad Study\\ 1234")).containsExactly("vgg-08-01234");
    assertThat(values("grad study\\ 1234")).containsExactly("vgg-08-01234");
    assertThat(values("grad ")).hasSize(40).startsWith("vgg-08-00999"); // at work: first
    assertThat(values("stop ")).hasSize(10).allMatch(id -> id.endsWith("999"));
    assertThat(values("stop vgg-08-00999 vgg-08-00")).isEmpty(); // it is given already
    assertThat(values("grad --tag why"))
        .containsExactly("why=depth 0", "why=depth 1", "why=depth 2");
    assertThat(values("grad --tag why=depth\\ 2")).containsExactly("why=depth 2");
  }

  @Test
  void offersLayersOfTheRunOnTheLine() {
    Cli.await("asked", () -> !values("grad vgg-08-00001 --layer input").isEmpty());
    assertThat(values("grad vgg-08-00001 --layer input"))
        .containsExactly("input_conv_conv_0", "input_conv_bn_0");
    Cli.await("asked", () -> !values("grad $RUN --layer input").isEmpty());
  }

  @Test
  void offersFiles(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("runs one.csv"), "");
    Files.writeString(folder.resolve(".hidden"), "");
    Files.createDirectory(folder.resolve("runs-dir"));
    assertThat(values("grad -f " + folder + "/ru"))
        .containsExactlyInAnyOrder(folder + "/runs one.csv", folder + "/runs-dir/");
    assertThat(values("grad x > " + folder + "/")).hasSize(2);
    assertThat(values("grad x | cat " + folder + "/runs-")).containsExactly(folder + "/runs-dir/");
    assertThat(values("grad x > " + folder + "/.h")).containsExactly(folder + "/.hidden");
    assertThat(values("grad x > /nowhere/")).isEmpty();
  }

  @Test
  void neverWaitsForTheServer() {
    held = true; // it does not answer any more
    assertThat(values("grad vgg-08-0777")).hasSize(10); // what was known
    long before = System.nanoTime();
    for (int i = 0; i < 10; i++) {
      assertThat(values("grad vgg-08-0777")).hasSize(10);
      assertThat(values("grad Study\\ 99")).isNotEmpty();
      assertThat(values("grad --tag w")).hasSize(3);
    }
    Duration each = Duration.ofNanos((System.nanoTime() - before) / 30);
    assertThat(each).as("with 10,000 runs").isLessThan(LIMIT);
    // layers have to be asked for, so TAB waits a little, and offers nothing
    before = System.nanoTime();
    assertThat(values("grad vgg-08-00002 --layer ")).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(LIMIT);
  }

  @Test
  void asksForTheNewestOnlyAndOnlyWhenAsked() {
    int first = lists.get();
    assertThat(first).isEqualTo(MANY / 1000);
    runs.renew();
    Cli.await("asked", () -> lists.get() == first + 1); // one page, not all ten
    assertThat(runs.last()).hasSize(MANY);
    values("grad vgg");
    assertThat(lists.get()).isEqualTo(first + 1);
    runs.forget();
    Cli.await("all again", () -> lists.get() == first + 1 + MANY / 1000);
  }

  private List<String> values(String line) {
    return offers.at(cursor(line)).stream().map(Candidate::value).toList();
  }

  private Candidate only(String line) {
    var all = offers.at(cursor(line));
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private static Cursor cursor(String line) {
    return (Cursor)
        new ShellParser().parse(line, line.length(), org.jline.reader.Parser.ParseContext.COMPLETE);
  }

  private final class Many extends TrainingServiceGrpc.TrainingServiceImplBase {
    private final List<Run> all;

    Many(List<Run> all) {
      this.all = all;
    }

    @Override
    public void listRuns(ListRunsRequest request, StreamObserver<ListRunsResponse> answer) {
      waitWhileHeld();
      lists.incrementAndGet();
      int from = request.getPageToken().isEmpty() ? 0 : Integer.parseInt(request.getPageToken());
      int to = Math.min(all.size(), from + request.getPageSize());
      String next = to < all.size() ? Integer.toString(to) : "";
      answer.onNext(
          ListRunsResponse.newBuilder()
              .addAllRuns(all.subList(from, to))
              .setNextPageToken(next)
              .build());
      answer.onCompleted();
    }

    @Override
    public void getGradientFlow(
        GetGradientFlowRequest request, StreamObserver<GetGradientFlowResponse> answer) {
      waitWhileHeld();
      answer.onNext(GetGradientFlowResponse.newBuilder().addFlows(Samples.shallowFlow()).build());
      answer.onCompleted();
    }

    private void waitWhileHeld() {
      try {
        if (held && !hold.await(20, TimeUnit.SECONDS)) {
          throw new IllegalStateException("held for too long");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
