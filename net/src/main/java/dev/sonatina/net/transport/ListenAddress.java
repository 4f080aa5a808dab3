package dev.sonatina.net.transport;

import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a server listens, as an operator writes it: {@code ofi+tcp}, {@code ofi+tcp://:5000},
 * {@code ofi+tcp://10.0.0.5:5000}, {@code ofi+tcp;ofi_rxm://eth0}.
 *
 * <p>Without a host the server binds loopback: other hosts reach it only when the operator named an
 * address or an interface. A port of 0 lets the system choose.
 *
 * @param prefix the transport that the published address names
 * @param host the address to bind and publish
 * @param isExplicit whether the operator named a host or interface
 */
public record ListenAddress(String prefix, Inet4Address host, int port, boolean isExplicit) {

  private static final Pattern FORM =
      Pattern.compile(
          "(?<prefix>[a-z0-9_+;]+)(?:://(?<host>[^:/\\s]*)(?::(?<port>[0-9]{1,5}))?/?)?");

  /**
   * The address in a text. Every TCP transport of Mercury is accepted; {@code tcp} and {@code
   * sockets} are published as {@code ofi+tcp}.
   *
   * @throws IllegalArgumentException for a transport that is not TCP, or a host without an IPv4
   *     address
   * @throws UncheckedIOException for a host that is neither an interface of this machine nor known
   *     by name
   */
  public static ListenAddress parse(String text) {
    Matcher matcher = FORM.matcher(text.trim());
    if (!matcher.matches()) {
      throw refused(text, "ofi+tcp, ofi+tcp://HOST:PORT or ofi+tcp://INTERFACE:PORT");
    }
    String prefix = prefixOf(text, matcher.group("prefix"));
    String portText = matcher.group("port");
    int port = portText == null ? 0 : Integer.parseInt(portText);
    if (port > 0xffff) {
      throw refused(text, "a port from 0 to 65535");
    }
    String host = matcher.group("host");
    boolean isExplicit = host != null && !host.isEmpty();
    return new ListenAddress(
        prefix, isExplicit ? resolve(text, host) : loopback(), port, isExplicit);
  }

  private static String prefixOf(String text, String prefix) {
    return switch (prefix) {
      case "ofi+tcp", "ofi+tcp;ofi_rxm" -> prefix;
      case "tcp", "ofi+sockets", "sockets" -> "ofi+tcp";
      case "tcp;ofi_rxm" -> "ofi+tcp;ofi_rxm";
      case "na+sm", "sm" ->
          throw refused(
              text, "ofi+tcp or ofi+tcp;ofi_rxm, for shared memory reaches no other process here");
      default -> throw refused(text, "one of the transports ofi+tcp and ofi+tcp;ofi_rxm");
    };
  }

  private static Inet4Address resolve(String text, String host) {
    try {
      NetworkInterface named = NetworkInterface.getByName(host);
      Inet4Address ofInterface = named == null ? null : firstIpv4(named);
      if (ofInterface != null) {
        return ofInterface;
      }
      if (InetAddress.getByName(host) instanceof Inet4Address address) {
        return address.isAnyLocalAddress() ? reachable() : address;
      }
    } catch (UnknownHostException | SocketException e) {
      throw new UncheckedIOException("address: " + text + ": no host or interface " + host, e);
    }
    throw refused(text, "an IPv4 address, for clients accept nothing else");
  }

  /** A wildcard cannot be published: the first address that other hosts may reach stands for it. */
  private static Inet4Address reachable() throws SocketException {
    for (NetworkInterface candidate : NetworkInterface.networkInterfaces().toList()) {
      Inet4Address address =
          candidate.isUp() && !candidate.isLoopback() ? firstIpv4(candidate) : null;
      if (address != null) {
        return address;
      }
    }
    return loopback();
  }

  private static @Nullable Inet4Address firstIpv4(NetworkInterface networkInterface) {
    return networkInterface
        .inetAddresses()
        .filter(Inet4Address.class::isInstance)
        .map(Inet4Address.class::cast)
        .findFirst()
        .orElse(null);
  }

  private static Inet4Address loopback() {
    try {
      return (Inet4Address) InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static IllegalArgumentException refused(String text, String expected) {
    return new IllegalArgumentException("address: " + text + " (expected: " + expected + ")");
  }

  /** What to publish once the port is known. */
  public FabricAddress published(int boundPort) {
    return new FabricAddress(prefix, host.getHostAddress(), boundPort);
  }
}
