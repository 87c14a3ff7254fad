package gradlab.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An address to listen on.
 *
 * @param host name or address; IPv6 without brackets
 * @param port 0 picks a free one
 */
record HostPort(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9a-fA-F:.%]+)]|([^:\\[\\]]+)):(\\d{1,5})");

  /** Parses HOST:PORT. */
  static final class Converter implements ITypeConverter<HostPort> {
    @Override
    public HostPort convert(String text) {
      var parts = FORM.matcher(text);
      if (!isOne(text) || !parts.matches()) {
        throw new TypeConversionException(
            "'%s' is no HOST:PORT, such as 127.0.0.1:50051".formatted(text));
      }
      var host = parts.group(1) == null ? parts.group(2) : parts.group(1);
      try {
        InetAddress.getByName(host);
      } catch (UnknownHostException e) {
        throw new TypeConversionException("there is no host '" + host + "'");
      }
      return new HostPort(host, Integer.parseInt(parts.group(3)));
    }
  }

  /** Whether it has the form, be there such a host here or not. */
  static boolean isOne(String text) {
    var parts = FORM.matcher(text);
    return parts.matches() && Integer.parseInt(parts.group(3)) <= 65_535;
  }

  InetSocketAddress address() {
    return new InetSocketAddress(host, port);
  }

  /** Whether only this machine can reach it. */
  boolean isLoopback() {
    return address().getAddress().isLoopbackAddress();
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /** As a client writes it. */
  static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
