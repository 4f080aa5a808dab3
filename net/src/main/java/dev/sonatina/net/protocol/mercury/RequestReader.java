package dev.sonatina.net.protocol.mercury;

import dev.sonatina.net.protocol.ByteReader;
import dev.sonatina.net.protocol.ByteSlice;
import dev.sonatina.net.protocol.ByteWriter;
import dev.sonatina.net.protocol.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the requests of one connection, of whichever generation its client is.
 *
 * <pre>
 *   0                16     17        18            26      27       28
 *   | source address | 0xd7 | version | RPC id (BE) | flags | cookie |
 *   28             30       32                 36                        36 or 32
 *   | CRC-16 (BE)  | 0 (16) | CRC-32C (BE)     |   builds with checksums
 *   | 0 (32)       |                               builds without
 * </pre>
 *
 * Then follows Margo's word (8 bytes) and the arguments; or, with flag 1, a descriptor, which in
 * old generations comes after the word.
 *
 * <p>Belongs to one connection, since a generation once seen decides what the bytes leave open.
 */
public final class RequestReader {

  // The problem: whether a header has checksum fields is a build option of the client that only
  // Mercury 2.4.1 and later mark with a flag. The argument lists are sequences of counted values,
  // so
  // of the two possible header sizes only one makes the rest end exactly at the end of the message.
  // For an RPC whose arguments nobody knows, the size seen before on this connection counts, then
  // the place of Margo's word.

  private final ArgumentLayouts layouts;
  private final boolean returnCodeForOldIds;
  private @Nullable Boolean checksumsSeen;

  /**
   * A reader for a new connection.
   *
   * @param returnCodeForOldIds whether clients with protocol 5 and old RPC ids expect Margo's
   *     return code, which their bytes do not tell: true from Margo 0.9.10 on
   */
  public RequestReader(ArgumentLayouts layouts, boolean returnCodeForOldIds) {
    this.layouts = layouts;
    this.returnCodeForOldIds = returnCodeForOldIds;
  }

  /**
   * The request in a message.
   *
   * @throws ProtocolException when these bytes are no request at all
   */
  public Request read(ByteSlice message) {
    ByteReader in = message.reader();
    in.skip(MercuryProtocol.SOURCE_ADDRESS_BYTES);
    int magic = in.readU8();
    int version = in.readU8();
    if (magic != MercuryProtocol.REQUEST_MAGIC
        || version < MercuryProtocol.OLD_VERSION
        || version > MercuryProtocol.CURRENT_VERSION) {
      throw new ProtocolException(
          "request header: " + magic + ", version " + version + " (expected: 215, 4 or 5)");
    }
    RpcId id = new RpcId(in.readI64BigEndian());
    int flags = in.readU8();
    int cookie = in.readU8();
    // From here on the layout depends on the build.
    ByteSlice tail = in.rest();
    boolean checksums = hasChecksums(id, flags, cookie, version, tail);
    int headerChecksum = checksums ? tail.reader().readU16BigEndian() : 0;
    int payloadChecksum = checksums ? payloadChecksum(tail) : 0;
    Generation generation =
        new Generation(
            version,
            checksums,
            (flags & MercuryProtocol.FLAG_CHECKSUMS) != 0,
            checksums && (headerChecksum != 0 || version == MercuryProtocol.OLD_VERSION),
            id.isOld(),
            version != MercuryProtocol.OLD_VERSION && (!id.isOld() || returnCodeForOldIds));
    return finish(id, generation, flags, tail, payloadChecksum);
  }

  private static Request finish(
      RpcId id, Generation generation, int flags, ByteSlice tail, int payloadChecksum) {
    ByteReader rest = afterHeader(tail, generation.hasChecksums());
    boolean overflows = (flags & MercuryProtocol.FLAG_MORE_DATA) != 0;
    if (!overflows || id.isOld()) {
      rest.skip(MercuryProtocol.MARGO_WORD_BYTES);
    }
    return new Request(
        id,
        generation,
        (flags & MercuryProtocol.FLAG_NO_RESPONSE) == 0,
        overflows ? BulkDescriptor.read(rest) : null,
        overflows ? ByteSlice.EMPTY : rest.rest(),
        payloadChecksum);
  }

  private boolean hasChecksums(RpcId id, int flags, int cookie, int version, ByteSlice tail) {
    if ((flags & MercuryProtocol.FLAG_CHECKSUMS) != 0) {
      checksumsSeen = true;
      return true;
    }
    boolean firstGuess = checksumsSeen == null || checksumsSeen;
    if (fits(id, flags, tail, firstGuess)) {
      checksumsSeen = firstGuess;
      return firstGuess;
    }
    if (fits(id, flags, tail, !firstGuess)) {
      checksumsSeen = !firstGuess;
      return !firstGuess;
    }
    if (checksumsSeen != null) {
      return checksumsSeen;
    }
    return headerChecksumMatches(id, flags, cookie, version, tail)
        || !looksWithoutChecksums(id, tail);
  }

  private boolean fits(RpcId id, int flags, ByteSlice tail, boolean checksums) {
    int wordBytes = MercuryProtocol.MARGO_WORD_BYTES;
    boolean overflows = (flags & MercuryProtocol.FLAG_MORE_DATA) != 0;
    ArgumentLayouts.Layout layout = layouts.layout(id);
    if (tail.length() < (checksums ? 8 : 4)) {
      return false;
    }
    ByteReader rest = afterHeader(tail, checksums);
    if (!overflows || id.isOld()) {
      if (rest.remaining() < wordBytes) {
        return false;
      }
      rest.skip(wordBytes);
    }
    return overflows ? BulkDescriptor.fits(rest) : layout != null && layout.fits(rest);
  }

  private static boolean headerChecksumMatches(
      RpcId id, int flags, int cookie, int version, ByteSlice tail) {
    if (tail.length() < 8) {
      return false;
    }
    int sent = tail.reader().readU16BigEndian();
    return sent != 0 && sent == headerChecksum(id, flags, cookie, version);
  }

  /** Margo's word is {@link MercuryProtocol#NO_PARENT} or zero nearly always. */
  private static boolean looksWithoutChecksums(RpcId id, ByteSlice tail) {
    if (tail.length() < 4 + MercuryProtocol.MARGO_WORD_BYTES) {
      return true;
    }
    ByteReader in = tail.reader();
    in.skip(4);
    if (!id.isOld()) {
      return in.readI64() == MercuryProtocol.NO_PARENT;
    }
    // Twelve zeros fit both builds, sixteen the one with checksums.
    in.skip(MercuryProtocol.MARGO_WORD_BYTES);
    return in.remaining() < 4 || in.readI32() != 0;
  }

  /** CRC-16 of the header fields, for which the RPC id counts as little-endian. */
  static int headerChecksum(RpcId id, int flags, int cookie, int version) {
    ByteWriter fields = new ByteWriter(12);
    fields.writeU8(MercuryProtocol.REQUEST_MAGIC);
    fields.writeU8(version);
    fields.writeI64(id.bits());
    fields.writeU8(flags);
    fields.writeU8(cookie);
    return Checksums.crc16(fields.toSlice().toArray());
  }

  private static int payloadChecksum(ByteSlice tail) {
    ByteReader in = tail.reader();
    in.skip(4);
    return in.readI32BigEndian();
  }

  private static ByteReader afterHeader(ByteSlice tail, boolean checksums) {
    ByteReader in = tail.reader();
    in.skip(checksums ? 8 : 4);
    return in;
  }
}
