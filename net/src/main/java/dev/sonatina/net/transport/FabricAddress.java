package dev.sonatina.net.transport;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server's address as it is published and as clients name it, for instance {@code
 * ofi+tcp://10.0.0.5:5000}.
 *
 * <p>The prefix decides the transport of clients that read it. The host is a dotted IPv4 address:
 * C++ clients accept nothing else.
 */
public record FabricAddress(String prefix, String host, int port) {

  /** The transport of an address that names none. */
  public static final String DEFAULT_PREFIX = "ofi+tcp";

  /** The end of prefixes whose transport is not native. */
  public static final String RXM_SUFFIX = ";ofi_rxm";

  private static final Pattern FORM =
      Pattern.compile("(?:(?<prefix>[a-z0-9_+;]+)://)?(?<host>[^:/;\\s]+):(?<port>[0-9]{1,5})/?");

  /**
   * The address in a text; without a prefix it is {@link #DEFAULT_PREFIX}.
   *
   * @throws IllegalArgumentException naming the text and the form that was expected
   */
  public static FabricAddress parse(String text) {
    Matcher matcher = FORM.matcher(unquoted(text.trim()));
    int port = matcher.matches() ? Integer.parseInt(matcher.group("port")) : -1;
    if (port < 1 || port > 0xffff) {
      throw new IllegalArgumentException(
          "address: " + text + " (expected: ofi+tcp://HOST:PORT, with a port from 1 to 65535)");
    }
    String prefix = matcher.group("prefix");
    return new FabricAddress(prefix == null ? DEFAULT_PREFIX : prefix, matcher.group("host"), port);
  }

  /** Address files of Chimbuko carry the text in quotes. */
  private static String unquoted(String text) {
    boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  /** Where to connect, the host resolved. */
  public InetSocketAddress toSocketAddress() {
    return new InetSocketAddress(host, port);
  }

  @Override
  public String toString() {
    return prefix + "://" + host + ":" + port;
  }
}
