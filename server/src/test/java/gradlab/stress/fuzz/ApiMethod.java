package gradlab.stress.fuzz;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import gradlab.rpc.Bytes;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A method of the server, its messages as bytes.
 *
 * @param name gradlab.v1.TrainingService/StartRun
 */
record ApiMethod(
    String name, Descriptor request, Descriptor response, MethodDescriptor<byte[], byte[]> call) {

  /** Every method that a server offers, as it says itself: a new one is there without a word. */
  static List<ApiMethod> of(Channel channel) throws Exception {
    var listed = ask(channel, ServerReflectionRequest.newBuilder().setListServices("").build());
    var methods = new ArrayList<ApiMethod>();
    for (var service : listed.getListServicesResponse().getServiceList()) {
      var files =
          ask(
              channel,
              ServerReflectionRequest.newBuilder()
                  .setFileContainingSymbol(service.getName())
                  .build());
      var protos = new HashMap<String, FileDescriptorProto>();
      for (var bytes : files.getFileDescriptorResponse().getFileDescriptorProtoList()) {
        var proto = FileDescriptorProto.parseFrom(bytes);
        protos.put(proto.getName(), proto);
      }
      methods.addAll(methods(service.getName(), protos));
    }
    return methods;
  }

  private static ServerReflectionResponse ask(Channel channel, ServerReflectionRequest request)
      throws Exception {
    var answer = new CompletableFuture<ServerReflectionResponse>();
    var requests =
        ServerReflectionGrpc.newStub(channel)
            .withDeadlineAfter(30, TimeUnit.SECONDS)
            .serverReflectionInfo(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ServerReflectionResponse response) {
                    answer.complete(response);
                  }

                  @Override
                  public void onError(Throwable broken) {
                    answer.completeExceptionally(broken);
                  }

                  @Override
                  public void onCompleted() {
                    answer.completeExceptionally(new IOException("no answer"));
                  }
                });
    requests.onNext(request);
    requests.onCompleted();
    return answer.get(30, TimeUnit.SECONDS);
  }

  private static List<ApiMethod> methods(String service, Map<String, FileDescriptorProto> protos)
      throws DescriptorValidationException, InvalidProtocolBufferException {
    var built = new HashMap<String, FileDescriptor>();
    var methods = new ArrayList<ApiMethod>();
    for (String name : protos.keySet()) {
      var file = build(name, protos, built);
      for (var declared : file.getServices()) {
        if (declared.getFullName().equals(service)) {
          declared.getMethods().forEach(m -> methods.add(of(service, m)));
        }
      }
    }
    return methods;
  }

  private static FileDescriptor build(
      String name, Map<String, FileDescriptorProto> protos, Map<String, FileDescriptor> built)
      throws DescriptorValidationException {
    var known = built.get(name);
    if (known != null) {
      return known;
    }
    var proto = protos.get(name);
    var needed = new ArrayList<FileDescriptor>();
    for (String dependency : proto.getDependencyList()) {
      needed.add(build(dependency, protos, built));
    }
    var file = FileDescriptor.buildFrom(proto, needed.toArray(FileDescriptor[]::new));
    built.put(name, file);
    return file;
  }

  /** For a service that is not offered by reflection. */
  static ApiMethod of(String service, com.google.protobuf.Descriptors.MethodDescriptor declared) {
    String name = service + "/" + declared.getName();
    var type =
        declared.isClientStreaming()
            ? declared.isServerStreaming() ? MethodType.BIDI_STREAMING : MethodType.CLIENT_STREAMING
            : declared.isServerStreaming() ? MethodType.SERVER_STREAMING : MethodType.UNARY;
    return new ApiMethod(
        name, declared.getInputType(), declared.getOutputType(), Bytes.method(name, type));
  }

  boolean streamsRequests() {
    return !call.getType().clientSendsOneMessage();
  }

  boolean streamsAnswers() {
    return !call.getType().serverSendsOneMessage();
  }
}
