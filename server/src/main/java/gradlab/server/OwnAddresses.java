package gradlab.server;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Under what names and addresses clients come to this machine. */
final class OwnAddresses {
  private static final Pattern DNS_NAME = Pattern.compile("[A-Za-z](?:[A-Za-z0-9.-]*[A-Za-z0-9])?");

  /** Networks between containers of this machine. */
  private static final Pattern INNER = Pattern.compile("(?:docker|br-|veth|virbr|cni|flannel).*");

  private OwnAddresses() {}

  /**
   * Host names for a certificate.
   *
   * @param listen what the server was told to listen on
   */
  static List<String> names(String listen) {
    Set<String> names = new LinkedHashSet<>(List.of("localhost", listen, hostName()));
    names.removeIf(name -> !DNS_NAME.matcher(name).matches());
    return List.copyOf(names);
  }

  /** Addresses for a certificate. */
  static List<InetAddress> addresses() {
    var addresses = new ArrayList<InetAddress>();
    try {
      for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        addresses.addAll(Collections.list(network.getInetAddresses()));
      }
    } catch (SocketException e) {
      addresses.add(InetAddress.getLoopbackAddress()); // the names are there, too
    }
    return addresses;
  }

  /** HOST:PORT as a client on this machine writes it. */
  static String here(InetSocketAddress listening) {
    return listening.getAddress().isAnyLocalAddress()
        ? "127.0.0.1:" + listening.getPort()
        : HostPort.text(listening);
  }

  /** HOST:PORT as a client on another machine most likely writes it. */
  static String elsewhere(InetSocketAddress listening, String listen) {
    if (!listening.getAddress().isAnyLocalAddress()) {
      return DNS_NAME.matcher(listen).matches()
          ? listen + ":" + listening.getPort()
          : HostPort.text(listening);
    }
    return outer() + ":" + listening.getPort();
  }

  private static String outer() {
    try {
      for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        if (network.isUp()
            && !network.isLoopback()
            && !INNER.matcher(network.getName()).matches()) {
          for (InetAddress address : Collections.list(network.getInetAddresses())) {
            if (address instanceof Inet4Address && !address.isLinkLocalAddress()) {
              return address.getHostAddress();
            }
          }
        }
      }
    } catch (SocketException e) {
      return hostName();
    }
    return hostName();
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost"; // a machine that does not know its own name
    }
  }
}
