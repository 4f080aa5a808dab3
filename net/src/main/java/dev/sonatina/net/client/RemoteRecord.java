package dev.sonatina.net.client;

import dev.sonatina.engine.api.Record;
import dev.sonatina.net.protocol.json.JsonFormatException;
import dev.sonatina.net.protocol.json.JsonReader;
import dev.sonatina.net.protocol.json.JsonValue;
import dev.sonatina.net.protocol.json.JsonValue.IntegerNumber;
import dev.sonatina.net.protocol.json.JsonValue.ObjectValue;
import dev.sonatina.net.protocol.json.JsonValue.UnsignedNumber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A record as the server sent it. Immutable. */
final class RemoteRecord implements Record {

  private static final byte[] ID_NAME = "\"__id\":".getBytes(StandardCharsets.US_ASCII);

  private final long id;
  private final byte[] text;

  RemoteRecord(long id, byte[] text) {
    this.id = id;
    this.text = text;
  }

  /** A record whose id stands in its text only; -1 when it does not. */
  static RemoteRecord withOwnId(byte[] text) {
    return new RemoteRecord(idIn(text), text);
  }

  private static long idIn(byte[] text) {
    long last = lastMember(text);
    return last >= 0 ? last : idByParsing(text);
  }

  /** Nearly every record ends with its id, which makes parsing it unnecessary. */
  private static long lastMember(byte[] text) {
    int at = text.length - 2;
    long value = 0;
    long unit = 1;
    int digits = 0;
    while (at >= 0 && text[at] >= '0' && text[at] <= '9' && digits < 18) {
      value += unit * (text[at] - '0');
      unit *= 10;
      digits++;
      at--;
    }
    int from = at + 1 - ID_NAME.length;
    boolean named = digits > 0 && from > 0 && text[text.length - 1] == '}';
    for (int i = 0; named && i < ID_NAME.length; i++) {
      named = text[from + i] == ID_NAME[i];
    }
    return named && (text[from - 1] == ',' || text[from - 1] == '{') ? value : -1;
  }

  private static long idByParsing(byte[] text) {
    try {
      if (JsonReader.read(text) instanceof ObjectValue object) {
        JsonValue id = object.get("__id");
        if (id instanceof UnsignedNumber number) {
          return number.bits();
        }
        if (id instanceof IntegerNumber number) {
          return number.value();
        }
      }
    } catch (JsonFormatException e) {
      // The original's texts are not always JSON.
    }
    return -1;
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public String json() {
    return new String(text, StandardCharsets.UTF_8);
  }

  @Override
  public byte[] jsonBytes() {
    return text.clone();
  }

  @Override
  public ByteBuffer jsonBuffer() {
    return ByteBuffer.wrap(text).asReadOnlyBuffer();
  }

  @Override
  public String toString() {
    return json();
  }
}
