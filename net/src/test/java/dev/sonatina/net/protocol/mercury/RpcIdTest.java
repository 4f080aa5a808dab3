package dev.sonatina.net.protocol.mercury;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RpcIdTest {

  @ParameterizedTest
  @CsvSource({
    "sonata_create_database, c416aad1",
    "sonata_list_databases, f1b146a5",
    "sonata_exec_on_database, 03f6f3cf",
    "sonata_store, df716c1c",
    "sonata_all, a0dfcba2",
    "sonata_update_multi_json, b4ccc8de",
    "__shutdown__, 788dd320",
    "__identity__, 6e31f542",
    "stop_server, e8505765"
  })
  void hashesNamesAsClientsDo(String name, String hash) {
    assertEquals(hash, String.format("%08x", RpcId.hash(name)));
  }

  @ParameterizedTest
  @CsvSource({"df716c1c00000005, false, 5", "000000006c1c0005, true, 5"})
  void tellsTheGenerationsOfIdsApart(String bits, boolean old, int provider) {
    RpcId id = new RpcId(Long.parseUnsignedLong(bits, 16));
    assertEquals(old, id.isOld());
    assertEquals(provider, id.provider());
    assertEquals(old ? RpcId.old("sonata_store", 5) : RpcId.of("sonata_store", 5), id);
    assertTrue(old ? id.shortHash() == 0x6c1c : id.hash() == 0xdf716c1c);
  }
}
