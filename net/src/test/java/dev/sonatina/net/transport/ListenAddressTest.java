package dev.sonatina.net.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {

  @ParameterizedTest
  @CsvSource({
    "ofi+tcp,                           ofi+tcp,         127.0.0.1, 0,    false",
    "tcp,                               ofi+tcp,         127.0.0.1, 0,    false",
    "ofi+tcp://,                        ofi+tcp,         127.0.0.1, 0,    false",
    "ofi+tcp://:5000,                   ofi+tcp,         127.0.0.1, 5000, false",
    "ofi+tcp;ofi_rxm,                   ofi+tcp;ofi_rxm, 127.0.0.1, 0,    false",
    "ofi+tcp://127.0.0.1,               ofi+tcp,         127.0.0.1, 0,    true",
    "ofi+tcp;ofi_rxm://127.0.0.2:7,     ofi+tcp;ofi_rxm, 127.0.0.2, 7,    true",
    "ofi+tcp://lo:5,                    ofi+tcp,         127.0.0.1, 5,    true"
  })
  void readsWhatOperatorsWrite(
      String text, String prefix, String host, int port, boolean isExplicit) {
    ListenAddress address = ListenAddress.parse(text);
    assertEquals(prefix, address.prefix());
    assertEquals(host, address.host().getHostAddress());
    assertEquals(port, address.port());
    assertEquals(isExplicit, address.isExplicit());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "na+sm", "verbs://x:1", "ofi+tcp://127.0.0.1:99999", "ofi+tcp://[::1]:5"})
  void refusesWhatIsNoTcpAddress(String text) {
    assertThrows(IllegalArgumentException.class, () -> ListenAddress.parse(text));
  }

  @Test
  void publishesThePrefixThatWasAskedFor() {
    assertEquals(
        "ofi+tcp;ofi_rxm://127.0.0.1:77",
        ListenAddress.parse("ofi+tcp;ofi_rxm").published(77).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "ofi+tcp://10.0.0.5:5000,          ofi+tcp://10.0.0.5:5000",
    "ofi+tcp;ofi_rxm://10.0.0.5:5000,  ofi+tcp;ofi_rxm://10.0.0.5:5000",
    "10.0.0.5:5000,                    ofi+tcp://10.0.0.5:5000"
  })
  void readsPublishedAddresses(String text, String address) {
    assertEquals(address, FabricAddress.parse(text).toString());
    assertEquals(address, FabricAddress.parse("\"" + text + "\"").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ofi+tcp", "ofi+tcp://host", "host:0", "host:70000", "a b:1"})
  void refusesWhatCannotBeConnectedTo(String text) {
    assertThrows(IllegalArgumentException.class, () -> FabricAddress.parse(text));
  }
}
