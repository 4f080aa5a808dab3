package dev.sonatina.net.protocol.mercury;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sonatina.net.protocol.ByteSlice;
import org.junit.jupiter.api.Test;

class ChecksumsTest {

  @Test
  void headersOfResponses() {
    assertEquals(0x7e66, Checksums.crc16(new byte[] {0, 1, 0, 0}));
    assertEquals(0, Checksums.crc16(new byte[4]));
  }

  @Test
  void headersOfRequestsCountTheIdAsLittleEndian() {
    assertEquals(0x3a55, RequestReader.headerChecksum(new RpcId(0xaad10000L), 0, 0, 4));
  }

  @Test
  void payloads() {
    ByteSlice success = ByteSlice.of(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0});
    assertEquals(0x4fdbbeeb, Checksums.crc32c(success, ByteSlice.EMPTY));
  }
}
