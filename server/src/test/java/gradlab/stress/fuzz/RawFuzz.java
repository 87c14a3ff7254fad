package gradlab.stress.fuzz;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Bytes that are no calls: garbage, broken HTTP/2, connections that say half a word. */
final class RawFuzz implements AutoCloseable {
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NO_SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};
  private static final int WAIT_MILLIS = 20;

  private final int port;
  private final SplittableRandom random;
  private final List<Socket> halfOpen = new ArrayList<>();

  RawFuzz(int port, long seed) {
    this.port = port;
    this.random = new SplittableRandom(seed);
  }

  /** Connects, says something wrong, hears what is said, and goes away. */
  void talk() {
    try (var socket = connect()) {
      socket.setSoTimeout(WAIT_MILLIS);
      socket.getOutputStream().write(nonsense());
      socket.getOutputStream().flush();
      var heard = new byte[4_096];
      while (socket.getInputStream().read(heard) >= 0) {
        // until it is closed, or silent for a moment
      }
    } catch (IOException e) {
      // closed on us, or silent: both are a server's right
    }
  }

  /** Connects, says half of something, and stays until {@link #close}. */
  void stay() throws IOException {
    var socket = connect();
    halfOpen.add(socket);
    byte[] said = random.nextBoolean() ? nonsense() : PREFACE;
    try {
      socket.getOutputStream().write(said, 0, random.nextInt(said.length + 1));
      socket.getOutputStream().flush();
    } catch (IOException e) {
      // it has closed already
    }
  }

  private Socket connect() throws IOException {
    var socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw new AssertionError("nobody takes connections on port " + port + " any more", e);
    }
  }

  private byte[] nonsense() {
    return switch (random.nextInt(6)) {
      case 0 -> bytes(random.nextInt(1, 2_000));
      case 1 -> "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      case 2 ->
          ("POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n" + "x".repeat(1_000))
              .getBytes(StandardCharsets.US_ASCII);
      case 3 -> ("GET /" + "a".repeat(random.nextInt(100_000))).getBytes(StandardCharsets.US_ASCII);
      case 4 -> Mutations.of(joined(PREFACE, NO_SETTINGS, frames()), random);
      default -> joined(PREFACE, NO_SETTINGS, frames());
    };
  }

  /** Frames of any kind, length and stream, whose contents are random. */
  private byte[] frames() {
    var frames = ByteBuffer.allocate(400_000);
    for (int i = random.nextInt(1, 30); i > 0; i--) {
      int content = random.nextInt(300);
      int claimed = random.nextInt(5) == 0 ? random.nextInt(1 << 24) : content;
      frames.put((byte) (claimed >> 16)).put((byte) (claimed >> 8)).put((byte) claimed);
      frames.put((byte) random.nextInt(12)).put((byte) random.nextInt(256));
      frames.putInt(random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(8));
      frames.put(bytes(content));
    }
    return java.util.Arrays.copyOf(frames.array(), frames.position());
  }

  private byte[] bytes(int count) {
    var bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] joined(byte[]... parts) {
    var all = new java.io.ByteArrayOutputStream();
    for (var part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  @Override
  public void close() throws IOException {
    for (var socket : halfOpen) {
      socket.close();
    }
  }
}
