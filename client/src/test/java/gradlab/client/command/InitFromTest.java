package gradlab.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import gradlab.client.fake.Cli;
import gradlab.client.fake.FakeServer;
import gradlab.client.fake.FakeTraining;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** start --init-from: what is sent, and what is refused before anything is. */
class InitFromTest {
  @RegisterExtension final FakeServer server = new FakeServer();
  @TempDir Path folder;

  private Cli start(Path from) {
    return Cli.run(server, "start", "VGG_08", "--init-from", from.toString());
  }

  private Map.Entry<String, byte[]> uploaded() {
    var uploads = server.training().uploads();
    assertThat(uploads).hasSize(1);
    return uploads.entrySet().iterator().next();
  }

  private static byte[] random(int length) {
    var bytes = new byte[length];
    new Random(3).nextBytes(bytes);
    return bytes;
  }

  @Test
  void aFileIsSentAsItIsThenTheRunIsStarted() throws Exception {
    for (int length : new int[] {1, (1 << 20) - 1, 1 << 20, (5 << 20) + 7}) {
      Path file = folder.resolve("w%d.safetensors".formatted(length));
      Files.write(file, random(length));
      var cli = start(file);
      assertThat(cli.exitCode()).as(cli.err()).isZero();
      var started = server.training().started();
      String id = started.get(started.size() - 1).getConfig().getInitFrom();
      assertThat(server.training().uploads().get(id)).isEqualTo(random(length));
      assertThat(server.training().uploadHead().getName()).isEqualTo(file.getFileName().toString());
      assertThat(server.training().uploadHead().getSizeBytes()).isEqualTo(length);
    }
  }

  @Test
  void aDirectoryOfArraysBecomesANpz() throws Exception {
    var arrays = new LinkedHashMap<String, byte[]>();
    arrays.put("a.weight.npy", random(2 << 20));
    arrays.put("b.npy", random(7));
    for (var array : arrays.entrySet()) {
      Files.write(folder.resolve(array.getKey()), array.getValue());
    }
    Files.writeString(folder.resolve("README.md"), "not an array");
    assertThat(start(folder).exitCode()).isZero();
    assertThat(start(folder).exitCode()).isZero();
    var upload = uploaded(); // twice the same content
    var found = new LinkedHashMap<String, byte[]>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(upload.getValue()))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        found.put(entry.getName(), zip.readAllBytes());
      }
    }
    assertThat(found).usingRecursiveComparison().isEqualTo(arrays);
  }

  @Test
  void whatIsNoWeightsIsRefusedHere() throws Exception {
    Path empty = Files.createFile(folder.resolve("empty.npz"));
    Path pickle = Files.writeString(folder.resolve("model.pt"), "pickle");
    Path single = Files.writeString(folder.resolve("one.npy"), "array");
    Path none = Files.createDirectory(folder.resolve("none"));
    for (var refused :
        Map.of(
                folder.resolve("missing.npz"),
                "there is no ",
                empty,
                "is empty",
                pickle,
                "none of the files that are read",
                single,
                "none of the files that are read",
                none,
                "holds no .npy file")
            .entrySet()) {
      var cli = start(refused.getKey());
      assertThat(cli.exitCode()).as(cli.err()).isEqualTo(2);
      assertThat(cli.err())
          .contains("--init-from: ", refused.getValue(), refused.getKey().toString())
          .contains("accepted are a .safetensors file, a .npz file, and a directory of NAME.npy");
    }
    assertThat(server.training().started()).isEmpty();
    assertThat(server.training().uploads()).isEmpty();
  }

  @Test
  void whatTheServerRefusesIsTold() throws Exception {
    Path file = folder.resolve("w.npz");
    Files.write(file, random(20 << 20)); // more than fits any buffer on the way
    server
        .training()
        .refuseUploads(
            FakeTraining.refusal(
                Code.RESOURCE_EXHAUSTED, "LIMIT_REACHED", "this server takes at most 1 byte"));
    var cli = start(file);
    assertThat(cli.exitCode()).isEqualTo(8);
    assertThat(cli.err()).contains("this server takes at most 1 byte");
    assertThat(server.training().started()).isEmpty();
  }

  @Test
  void aLostServerGetsItAgain() throws Exception {
    Path file = folder.resolve("w.npz");
    Files.write(file, random(3 << 20));
    server.training().refuseUploads(Status.UNAVAILABLE.asRuntimeException());
    assertThat(start(file).exitCode()).isZero();
    assertThat(uploaded().getValue()).isEqualTo(random(3 << 20));
    assertThat(server.training().started()).hasSize(1);
  }
}
