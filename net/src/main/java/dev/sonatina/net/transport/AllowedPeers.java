package dev.sonatina.net.transport;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which addresses may connect to a server. Clients of Sonata have no way to say who they are, so
 * where they come from is all that there is to go by. Immutable.
 */
public final class AllowedPeers {

  private static final AllowedPeers ANY = new AllowedPeers(List.of());

  private static final Pattern FORM =
      Pattern.compile("(?<host>[A-Za-z0-9._-]+)(?:/(?<bits>[0-9]{1,2}))?");

  private static final int IPV4_BITS = 32;

  private final List<IpSubnetFilterRule> rules;

  private AllowedPeers(List<IpSubnetFilterRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** Every address. */
  public static AllowedPeers any() {
    return ANY;
  }

  /**
   * These addresses and no other, not even this machine's own unless it is among them.
   *
   * @param texts addresses ({@code 10.0.0.5}), ranges of them ({@code 10.0.0.0/8}), or names of
   *     hosts, which stand for the addresses that they have now
   * @throws IllegalArgumentException for a text of another form
   * @throws UncheckedIOException for a host that is not known
   */
  public static AllowedPeers of(List<String> texts) {
    List<IpSubnetFilterRule> rules = new ArrayList<>();
    for (String text : texts) {
      Matcher matcher = FORM.matcher(text);
      String bitsText = matcher.matches() ? matcher.group("bits") : "";
      int bits =
          bitsText == null ? IPV4_BITS : bitsText.isEmpty() ? -1 : Integer.parseInt(bitsText);
      if (bits < 0 || bits > IPV4_BITS) {
        throw new IllegalArgumentException(
            "allowed peer: " + text + " (expected: ADDRESS, ADDRESS/BITS or HOST)");
      }
      try {
        for (InetAddress address : InetAddress.getAllByName(matcher.group("host"))) {
          if (address.getAddress().length * 8 == IPV4_BITS) {
            rules.add(new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT));
          }
        }
      } catch (UnknownHostException e) {
        throw new UncheckedIOException("allowed peer: " + text + ": no such host", e);
      }
    }
    return texts.isEmpty() ? ANY : new AllowedPeers(rules);
  }

  /** Whether this is {@link #any}. */
  public boolean isAny() {
    return this.equals(ANY);
  }

  boolean accepts(InetSocketAddress peer) {
    return isAny() || rules.stream().anyMatch(rule -> rule.matches(peer));
  }
}
