package dev.sonatina.net.protocol.thallium;

import dev.sonatina.net.protocol.ByteReader;
import dev.sonatina.net.protocol.ByteSlice;
import dev.sonatina.net.protocol.ProtocolException;
import dev.sonatina.net.protocol.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads values that follow each other without types, padding or alignment.
 *
 * <pre>
 *   bool            1 byte, 0 or 1
 *   u64, size_t     8 bytes          int32  4 bytes
 *   string          u64 length, bytes
 *   vector, set     u64 count, elements
 * </pre>
 *
 * Throws {@link ProtocolException} where the bytes end early or a count is larger than the bytes
 * that are left could hold. Not thread-safe.
 */
public final class ThalliumReader {

  private final ByteReader in;

  public ThalliumReader(ByteSlice bytes) {
    in = bytes.reader();
  }

  ThalliumReader(ByteReader in) {
    this.in = in;
  }

  public boolean isAtEnd() {
    return in.remaining() == 0;
  }

  public boolean readBool() {
    int value = in.readU8();
    if (value > 1) {
      throw new ProtocolException("bool: " + value + " (expected: 0 or 1)");
    }
    return value == 1;
  }

  public long readU64() {
    return in.readI64();
  }

  public int readI32() {
    return in.readI32();
  }

  /** The bytes of a string as a fresh array. */
  public byte[] readBytes() {
    return in.readArray(in.readCount(1));
  }

  /** A string, malformed UTF-8 replaced. */
  public String readString() {
    return in.readSlice(in.readCount(1)).utf8();
  }

  void skipString() {
    in.skip(in.readCount(1));
  }

  void skipStringList() {
    for (int count = in.readCount(8); count > 0; count--) {
      skipString();
    }
  }

  void skipU64List() {
    in.skip(8 * in.readCount(8));
  }

  public List<byte[]> readBytesList() {
    int count = in.readCount(8);
    List<byte[]> list = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      list.add(readBytes());
    }
    return list;
  }

  public List<String> readStringList() {
    return readBytesList().stream().map(b -> new String(b, StandardCharsets.UTF_8)).toList();
  }

  public long[] readU64List() {
    long[] list = new long[in.readCount(8)];
    for (int i = 0; i < list.length; i++) {
      list[i] = in.readI64();
    }
    return list;
  }

  public boolean[] readBoolList() {
    boolean[] list = new boolean[in.readCount(1)];
    for (int i = 0; i < list.length; i++) {
      list[i] = readBool();
    }
    return list;
  }

  /**
   * A record or an array of records, in the generation that its first byte tells; or any other
   * value, in the generation in which a flag of one byte is all that follows, as in every call that
   * carries a value.
   */
  public EncodedJson readJson() {
    JsonGeneration first = JsonGeneration.ofContainer(in.peekU8());
    JsonGeneration second =
        first == JsonGeneration.CURRENT ? JsonGeneration.JSONCPP : JsonGeneration.CURRENT;
    for (JsonGeneration generation : List.of(first, second)) {
      JsonValue value = readBeforeFlag(generation);
      if (value != null) {
        return new EncodedJson(generation, value);
      }
    }
    return new EncodedJson(first, first.read(in));
  }

  /** A value after which one byte is left, null when there is none in this generation. */
  private @Nullable JsonValue readBeforeFlag(JsonGeneration generation) {
    ByteReader ahead = in.copy();
    try {
      JsonValue value = generation.read(ahead);
      if (ahead.remaining() == 1) {
        in.skip(in.remaining() - 1);
        return value;
      }
    } catch (ProtocolException e) {
      // Not this generation.
    }
    return null;
  }

  /** A JSON value in the numbering of this generation. */
  public JsonValue readJson(JsonGeneration generation) {
    return generation.read(in);
  }

  /** A JSON value and the generation it came in. */
  public record EncodedJson(JsonGeneration generation, JsonValue value) {}
}
