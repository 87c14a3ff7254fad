package gradlab.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import gradlab.v1.RunState;
import gradlab.v1.StartRunRequest;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every text of every request, as somebody would fill it in who wants out of the state directory.
 */
class HostileRequestsTest {
  private static final String LONG = "a".repeat(200_000);
  private static final List<String> PATHS =
      List.of(
          "../../outside",
          "..",
          "/etc/passwd",
          "a/../../../outside",
          "..\\..\\outside",
          "%2e%2e%2foutside",
          "runs/\u0000/x",
          "x\u0000.csv",
          "~/outside",
          "file:///etc/passwd",
          "\u202e../outside",
          "");

  /** What a refusal may be. INTERNAL, UNKNOWN and DEADLINE_EXCEEDED are none. */
  private static final Set<Status.Code> REFUSED =
      Set.of(
          Status.Code.INVALID_ARGUMENT,
          Status.Code.NOT_FOUND,
          Status.Code.FAILED_PRECONDITION,
          Status.Code.RESOURCE_EXHAUSTED,
          Status.Code.UNIMPLEMENTED);

  @TempDir static Path folder;
  private static Path state;
  private static TestServer server;
  private static String run;

  @BeforeAll
  static void start() throws Exception {
    state = Files.createDirectories(folder.resolve("a/b/state"));
    Files.writeString(folder.resolve("outside"), "not yours");
    Files.writeString(folder.resolve("a/b/outside"), "not yours");
    server = new TestServer(state, TestServer.RUNS);
    run = server.client.start("steps=10").getRunId();
    server.client.await(run, RunState.RUN_STATE_COMPLETED);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
    try (var files = Files.walk(folder)) {
      assertThat(files.filter(f -> !f.startsWith(state)))
          .as("nothing came to be outside")
          .containsExactlyInAnyOrder(
              folder,
              folder.resolve("outside"),
              folder.resolve("a"),
              folder.resolve("a/b"),
              folder.resolve("a/b/outside"));
    }
    assertThat(folder.resolve("outside")).hasContent("not yours");
    assertThat(folder.resolve("a/b/outside")).hasContent("not yours");
  }

  private static Status call(MethodDescriptor<?, ?> method, Message request) throws Exception {
    return RawCalls.call(server.client.channel(), method, Optional.empty(), request.toByteArray());
  }

  private static boolean ours(MethodDescriptor<?, ?> method) {
    return method.getFullMethodName().startsWith("gradlab.");
  }

  private static Descriptor requestOf(MethodDescriptor<?, ?> method) {
    return ((ProtoMethodDescriptorSupplier) method.getSchemaDescriptor())
        .getMethodDescriptor()
        .getInputType();
  }

  /** All of its texts at once. */
  private static DynamicMessage filled(Descriptor type, String value, int depth) {
    var message = DynamicMessage.newBuilder(type);
    for (FieldDescriptor field : type.getFields()) {
      if (field.getJavaType() == JavaType.STRING) {
        set(message, field, value);
      } else if (field.getJavaType() == JavaType.BYTE_STRING) {
        set(message, field, ByteString.copyFromUtf8("x"));
      } else if (field.getJavaType() == JavaType.MESSAGE && depth > 0) {
        set(message, field, filled(field.getMessageType(), value, depth - 1));
      }
    }
    return message.build();
  }

  @Test
  void noTextOfAnyRpcLeadsAnywhere() throws Exception {
    var wrong = new TreeMap<String, String>();
    int calls = 0;
    var values = new ArrayList<>(PATHS);
    values.add(LONG);
    for (var method : server.server().methods()) {
      boolean hasText =
          ours(method)
              && requestOf(method).getFields().stream()
                  .anyMatch(
                      f ->
                          f.getJavaType() == JavaType.STRING
                              || f.getJavaType() == JavaType.MESSAGE);
      for (String value : hasText ? values : List.<String>of()) {
        var status = call(method, filled(requestOf(method), value, 4));
        boolean listsAll = value.isEmpty() && method.getFullMethodName().endsWith("ListRuns");
        if (!listsAll && !REFUSED.contains(status.getCode())) {
          wrong.put(method.getFullMethodName() + " " + shown(value), status.toString());
        }
        assertThat(Optional.ofNullable(status.getDescription()).orElse("").length())
            .as("an answer is not as long as the question")
            .isLessThan(8_000);
        calls++;
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(calls).isGreaterThan(200);
  }

  private static String shown(String value) {
    return value.length() > 40 ? value.length() + " characters" : value;
  }

  /** One text after the other in a request that is good otherwise: each has a limit of its own. */
  @Test
  void everyTextOfARunHasALimit() throws Exception {
    var good = TestServer.Client.request("steps=10");
    var accepted = new TreeSet<String>();
    var start = method("StartRun");
    for (String path : texts(StartRunRequest.getDescriptor(), "")) {
      var status = call(start, with(good, path, LONG));
      if (status.getCode() != Status.Code.INVALID_ARGUMENT) {
        accepted.add(path + ": " + status.getCode());
      }
    }
    assertThat(accepted).isEmpty();
    assertThat(texts(StartRunRequest.getDescriptor(), "")).hasSizeGreaterThan(5);
  }

  private static MethodDescriptor<?, ?> method(String name) {
    return server.server().methods().stream()
        .filter(m -> m.getFullMethodName().endsWith("/" + name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> texts(Descriptor type, String prefix) {
    var paths = new ArrayList<String>();
    for (FieldDescriptor field : type.getFields()) {
      String path = prefix + field.getName();
      if (field.isMapField() || field.getJavaType() == JavaType.STRING) {
        paths.add(path);
      } else if (field.getJavaType() == JavaType.MESSAGE) {
        paths.addAll(texts(field.getMessageType(), path + "."));
      }
    }
    return paths;
  }

  private static Message with(Message good, String path, String value) {
    String[] parts = path.split("\\.", 2);
    var builder = good.toBuilder();
    var field = good.getDescriptorForType().findFieldByName(parts[0]);
    if (parts.length == 2) {
      builder.setField(field, with((Message) good.getField(field), parts[1], value));
    } else if (field.isMapField()) {
      var entry = DynamicMessage.newBuilder(field.getMessageType());
      entry.setField(field.getMessageType().findFieldByName("key"), "k");
      entry.setField(field.getMessageType().findFieldByName("value"), value);
      builder.addRepeatedField(field, entry.build());
    } else {
      set(builder, field, value);
    }
    return builder.build();
  }

  private static void set(Message.Builder builder, FieldDescriptor field, Object value) {
    if (field.isRepeated()) {
      builder.addRepeatedField(field, value);
    } else {
      builder.setField(field, value);
    }
  }

  /** The names in a run's own requests, beside a run that is there. */
  @Test
  void noNameOfARunsFileLeadsAnywhere() throws Exception {
    for (String method : List.of("DownloadArtifact")) {
      for (String path : PATHS) {
        for (String field : List.of("name", "checkpoint")) {
          var type = requestOf(method(method));
          var request =
              DynamicMessage.newBuilder(type)
                  .setField(type.findFieldByName("run_id"), run)
                  .setField(type.findFieldByName("name"), "weights.safetensors")
                  .setField(type.findFieldByName(field), path.isEmpty() ? "." : path)
                  .build();
          var status = call(method(method), request);
          assertThat(REFUSED).as(field + " " + path + ": " + status).contains(status.getCode());
        }
      }
    }
    assertThat(server.directory(run)).exists();
  }

  @Test
  void messagesAndHeadersAreLimited() throws Exception {
    var get = method("GetRun");
    var big =
        RawCalls.call(server.client.channel(), get, Optional.empty(), new byte[2 * 1024 * 1024]);
    assertThat(big.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    var headers = new Metadata();
    headers.put(Metadata.Key.of("x", Metadata.ASCII_STRING_MARSHALLER), "a".repeat(20_000));
    var status = RawCalls.call(server.client.channel(), get, headers, new byte[0]);
    assertThat(status.getCode()).isNotIn(Status.Code.OK, Status.Code.INVALID_ARGUMENT);
    assertThat(server.client.get(run).getRunId()).as("and all goes on").isEqualTo(run);
  }
}
