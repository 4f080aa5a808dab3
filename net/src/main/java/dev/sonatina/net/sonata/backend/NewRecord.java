package dev.sonatina.net.sonata.backend;

import dev.sonatina.net.protocol.json.JsonFormatException;
import dev.sonatina.net.protocol.json.JsonReader;
import dev.sonatina.net.protocol.json.JsonValue;
import dev.sonatina.net.protocol.json.JsonWriter;
import java.nio.charset.StandardCharsets;

/** A record as a client sent it, in either form. Immutable; the bytes must not be changed. */
public sealed interface NewRecord {

  /** A text, not yet looked into. */
  record Text(Bytes bytes) implements NewRecord {}

  /** A value. */
  record Json(JsonValue value) implements NewRecord {}

  /** Keeps an array out of a record's components. */
  final class Bytes {
    private final byte[] array;

    private Bytes(byte[] array) {
      this.array = array;
    }
  }

  /** A record from its text, which the caller gives away. */
  static NewRecord of(byte[] text) {
    return new Text(new Bytes(text));
  }

  static NewRecord of(JsonValue value) {
    return new Json(value);
  }

  /**
   * The text, to be read only; members of a value are sorted, as the original's library has them.
   */
  default byte[] text() {
    if (this instanceof Text text) {
      return text.bytes.array;
    }
    return JsonWriter.writeSorted(((Json) this).value).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The value.
   *
   * @throws BackendFault with the JSON reader's text when the text is no strict JSON
   */
  default JsonValue json() {
    if (this instanceof Json json) {
      return json.value;
    }
    try {
      return JsonReader.read(text());
    } catch (JsonFormatException e) {
      throw new BackendFault(e.text());
    }
  }

  /** Whether {@link #json} has a value to give. */
  default boolean isStrictJson() {
    try {
      json();
      return true;
    } catch (BackendFault e) {
      return false;
    }
  }

  /** Whether this is an object, as far as its first character tells. */
  default boolean looksLikeObject() {
    if (this instanceof Json json) {
      return json.value instanceof JsonValue.ObjectValue;
    }
    byte[] text = text();
    int at = hasByteOrderMark(text) ? 3 : 0;
    while (at < text.length && " \t\n\r".indexOf(text[at]) >= 0) {
      at++;
    }
    return at < text.length && text[at] == '{';
  }

  /** The original's JSON library passes over the mark, too. */
  private static boolean hasByteOrderMark(byte[] text) {
    return text.length >= 3
        && text[0] == (byte) 0xEF
        && text[1] == (byte) 0xBB
        && text[2] == (byte) 0xBF;
  }
}
