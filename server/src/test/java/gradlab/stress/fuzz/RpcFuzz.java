package gradlab.stress.fuzz;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import gradlab.stress.fuzz.Exchange.Ending;
import io.grpc.Channel;
import io.grpc.Metadata;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Calls every method of a server with random messages and looks at how each call ends. The n-th
 * call depends on the seed and on n, and on the ids that the server gave to its runs.
 */
final class RpcFuzz {
  private static final int MOST_SHOWN = 2_000;

  /** Complains of maps that hold a key twice when it prints them. Held, lest the level is lost. */
  private static final Logger PRINTER = Logger.getLogger("com.google.protobuf.TextFormat");

  private final Channel channel;
  private final List<ApiMethod> methods;
  private final long seed;
  private final Words words = new Words();
  private final Map<String, Map<io.grpc.Status.Code, Integer>> counts = new TreeMap<>();
  private final Map<String, Long> nanos = new TreeMap<>();

  RpcFuzz(Channel channel, long seed) throws Exception {
    PRINTER.setLevel(Level.OFF);
    this.channel = channel;
    this.seed = seed;
    this.methods = ApiMethod.of(channel);
    methods.forEach(m -> counts.put(m.name(), new EnumMap<>(io.grpc.Status.Code.class)));
  }

  Words words() {
    return words;
  }

  /** By method: how many of its calls ended how. */
  Map<String, Map<io.grpc.Status.Code, Integer>> counts() {
    return counts;
  }

  /** By method: how long its calls took altogether. */
  Map<String, Long> nanos() {
    return nanos;
  }

  /** The n-th call; AssertionError where it breaks a promise. */
  void call(int n) throws Exception {
    var random = new SplittableRandom(seed * 1_000_003 + n);
    var method = methods.get(random.nextInt(methods.size()));
    var messages = new ArrayList<Message>();
    int count = method.streamsRequests() ? random.nextInt(5) : 1;
    for (int i = 0; i < count; i++) {
      messages.add(new RandomMessages(random, words).message(method.request()));
    }
    var requests = new ArrayList<byte[]>();
    messages.forEach(m -> requests.add(m.toByteArray()));
    if (random.nextInt(20) == 0) {
      requests.replaceAll(bytes -> Mutations.of(bytes, random));
    }
    try {
      long started = System.nanoTime();
      var exchange = Exchange.of(channel, method, new Metadata(), requests, ending(random));
      nanos.merge(method.name(), System.nanoTime() - started, Long::sum);
      counts.get(method.name()).merge(exchange.status().getCode(), 1, Integer::sum);
      var broken = ErrorRules.broken(method, exchange);
      if (broken.isPresent()) {
        throw new AssertionError(broken.get());
      }
      listen(method, exchange);
    } catch (Exception | AssertionError e) {
      throw new AssertionError(
          "%s; seed %d, call %d: %s %s"
              .formatted(e.getMessage(), seed, n, method.name(), shown(messages)),
          e);
    }
  }

  private static Ending ending(SplittableRandom random) {
    return switch (random.nextInt(40)) {
      case 0 -> Ending.GONE;
      case 1 -> Ending.HALF_OPEN;
      default -> Ending.WHOLE;
    };
  }

  /** The ids and tokens in an answer become words of later requests. */
  private void listen(ApiMethod method, Exchange exchange) throws InvalidProtocolBufferException {
    if (method.name().startsWith("gradlab.")) {
      for (var answer : exchange.answers()) {
        listen(DynamicMessage.parseFrom(method.response(), answer));
      }
    }
  }

  private void listen(Message message) {
    message
        .getAllFields()
        .forEach(
            (field, value) -> {
              if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                var inner = field.isRepeated() ? (List<?>) value : List.of(value);
                inner.forEach(m -> listen((Message) m));
              } else if (field.getJavaType() == FieldDescriptor.JavaType.STRING
                  && !field.isRepeated()
                  && field.getName().matches(".*(_id|_token)")) {
                if (field.getName().equals("run_id")) {
                  words.hearRun((String) value);
                } else {
                  words.hearOther((String) value);
                }
              }
            });
  }

  private static String shown(List<Message> messages) {
    var text = new StringBuilder();
    for (var message : messages) {
      text.append("{ ").append(message.toString().replaceAll("\\s+", " ")).append("} ");
    }
    return text.length() > MOST_SHOWN
        ? text.substring(0, MOST_SHOWN) + "... (" + text.length() + " characters)"
        : text.toString();
  }
}
