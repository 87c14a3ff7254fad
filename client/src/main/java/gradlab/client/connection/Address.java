package gradlab.client.connection;

import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import java.util.regex.Pattern;

/** Where a server listens. */
public record Address(String host, int port) {
  public static final String DEFAULT = "127.0.0.1:50051";
  private static final Pattern HOST_PORT =
      Pattern.compile("(?<host>[^:\\[\\]\\s/]+|\\[[0-9a-fA-F:.]+])" + ":(?<port>[0-9]{1,5})");

  /**
   * Reads HOST:PORT, with IPv6 hosts in brackets.
   *
   * @param source what the text was given as, for the message
   */
  public static Address parse(String text, String source) {
    var matcher = HOST_PORT.matcher(text);
    int port = matcher.matches() ? Integer.parseInt(matcher.group("port")) : 0;
    if (port < 1 || port > 65_535) {
      throw new Failure(
          ExitCode.USAGE,
          source + ": '" + text + "' is not HOST:PORT with a port of 1 to 65535",
          "for example --server " + DEFAULT);
    }
    String host = matcher.group("host");
    return new Address(host.startsWith("[") ? host.substring(1, host.length() - 1) : host, port);
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
