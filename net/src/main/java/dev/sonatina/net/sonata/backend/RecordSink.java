package dev.sonatina.net.sonata.backend;

import dev.sonatina.net.protocol.json.JsonValue;
import dev.sonatina.net.protocol.json.JsonWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Takes the records of an answer one by one. */
@FunctionalInterface
public interface RecordSink {

  /**
   * Takes the text of a record, or null in the place of one that is missing.
   *
   * @throws BackendFault when the answer has become too large
   */
  void accept(byte @Nullable [] text);

  /** Takes the text of a record as it lies in a buffer. */
  default void acceptText(ByteBuffer text) {
    byte[] bytes = new byte[text.remaining()];
    text.get(bytes);
    accept(bytes);
  }

  /** Takes a record that is kept as a value, whose kinds of numbers the answer keeps. */
  default void acceptValue(JsonValue value) {
    accept(JsonWriter.writeSorted(value).getBytes(StandardCharsets.UTF_8));
  }

  /** An answer in JSON is null instead of an array; one in texts is an empty list. */
  default void acceptNothing() {}
}
