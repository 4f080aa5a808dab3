package dev.sonatina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteAddressTest {

  @Test
  void addressesHaveServerProviderAndName() {
    assertEquals(
        new RemoteAddress("ofi+tcp://127.0.0.1:5555", 3, "provdb.0"),
        RemoteAddress.parse("ofi+tcp://127.0.0.1:5555/3/provdb.0"));
    assertEquals(
        new RemoteAddress("ofi+tcp;ofi_rxm://host:1", 65535, "a/b c"),
        RemoteAddress.parse("ofi+tcp;ofi_rxm://host:1/65535/a/b c"));
  }

  @Test
  void readingOnlyIsRefusedWhereItCannotBeKept() {
    RemoteAddress address = RemoteAddress.parse("ofi+tcp://127.0.0.1:1/0/x");
    CliException failure =
        assertThrows(
            CliException.class,
            () -> address.openOrSayHow(DatabaseAddress.Access.READ, ScriptSettings.USUAL));
    assertEquals(ExitCode.USAGE, failure.exitCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ofi+tcp://host:1",
        "ofi+tcp://host:1/x/name",
        "ofi+tcp://host:1/65536/name",
        "ofi+tcp://host:1/0/",
        "://host:1/0/name"
      })
  void otherTextsAreRefusedAsWrongUse(String text) {
    CliException failure = assertThrows(CliException.class, () -> RemoteAddress.parse(text));
    assertEquals(ExitCode.USAGE, failure.exitCode());
  }
}
