package dev.sonatina.net.protocol.mercury;

import dev.sonatina.net.protocol.ByteSlice;
import dev.sonatina.net.protocol.ByteSlices;
import java.util.zip.CRC32C;

/** The two checksums of Mercury's checksum builds. */
final class Checksums {

  private static final int T10_DIF_POLYNOMIAL = 0x8bb7;

  private Checksums() {}

  /** CRC-16/T10-DIF, of header fields: not reflected, starts at 0, no final xor. */
  static int crc16(byte[] bytes) {
    int crc = 0;
    for (byte b : bytes) {
      crc ^= (b & 0xff) << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) != 0 ? crc << 1 ^ T10_DIF_POLYNOMIAL : crc << 1;
      }
    }
    return crc & 0xffff;
  }

  /** CRC-32C, of payloads that may come in two parts. */
  static int crc32c(ByteSlice first, ByteSlice second) {
    CRC32C crc = new CRC32C();
    crc.update(first.array(), first.offset(), first.length());
    crc.update(second.array(), second.offset(), second.length());
    return (int) crc.getValue();
  }

  /** CRC-32C, of a payload in as many parts as it has. */
  static int crc32c(ByteSlices payload) {
    CRC32C crc = new CRC32C();
    for (ByteSlice part : payload.parts()) {
      crc.update(part.array(), part.offset(), part.length());
    }
    return (int) crc.getValue();
  }
}
