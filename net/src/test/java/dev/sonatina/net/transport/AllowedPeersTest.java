package dev.sonatina.net.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedPeersTest {

  private static boolean accepts(AllowedPeers peers, String address) throws UnknownHostException {
    return peers.accepts(new InetSocketAddress(InetAddress.getByName(address), 40_000));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.5, 10.0.0.5, true",
    "10.0.0.5, 10.0.0.6, false",
    "10.0.0.0/8, 10.255.1.2, true",
    "10.1.2.3/8, 10.255.1.2, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "192.168.4.16/29, 192.168.4.23, true",
    "192.168.4.16/29, 192.168.4.24, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "10.0.0.0/8, 127.0.0.1, false",
    "localhost, 127.0.0.1, true",
    "10.0.0.0/8, ::1, false"
  })
  void acceptsWhatIsNamed(String text, String address, boolean accepted)
      throws UnknownHostException {
    assertEquals(accepted, accepts(AllowedPeers.of(List.of(text)), address));
  }

  @Test
  void severalAddTheirAddressesUp() throws UnknownHostException {
    AllowedPeers peers = AllowedPeers.of(List.of("10.0.0.5", "127.0.0.0/8"));
    assertTrue(accepts(peers, "10.0.0.5"));
    assertTrue(accepts(peers, "127.0.0.1"));
    assertFalse(accepts(peers, "10.0.0.4"));
    assertFalse(peers.isAny());
    assertTrue(AllowedPeers.of(List.of()).isAny());
    assertTrue(accepts(AllowedPeers.any(), "203.0.113.9"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.1:5000", "a b", "10.0.0.0/"})
  void anotherFormIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> AllowedPeers.of(List.of(text)));
  }
}
