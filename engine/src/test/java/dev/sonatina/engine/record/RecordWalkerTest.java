package dev.sonatina.engine.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sonatina.engine.api.RecordLimits;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordWalkerTest {

  private final KeyDictionary dictionary = new KeyDictionary();
  private final RecordEncoder encoder =
      new RecordEncoder(dictionary, RecordLimits.defaults(), null);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "true",
        "-1",
        "18446744073709551615",
        "0.1",
        "1e300",
        "2.0",
        "\"\"",
        "\"a\\u0000b\"",
        "{\"b\":[1,2,{\"__id\":[{}],\"a\":{}}],\"a\":false,\"1\":null,\"\":\"x\"}",
        "[[],[[]],[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17]]",
      })
  void whatIsToldAndWrittenAgainIsTheSameRecord(String json) {
    byte[] copy = copy(encode(json), 7);
    assertEquals(text(encode(json), 7), text(copy, 7));
  }

  @Test
  void objectsAreToldWithTheirIdWhichIsNotStored() {
    assertEquals("{\"a\":1,\"__id\":7}", text(copy(encode("{\"a\":1}"), 7), 7));
    assertEquals("{\"a\":1,\"__id\":8}", text(copy(encode("{\"a\":1}"), 7), 8));
  }

  @Test
  void idsOfTheirOwnKeepTheirPlaceOnly() {
    assertEquals(
        "{\"__id\":9,\"a\":{\"__id\":5}}",
        text(copy(encode("{\"__id\":{\"x\":[1,{}]},\"a\":{\"__id\":5}}"), 7), 9));
  }

  private byte[] encode(String json) {
    encoder.encode(json.getBytes(StandardCharsets.UTF_8));
    return result();
  }

  private byte[] copy(byte[] record, long id) {
    ByteBuffer bytes = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
    new RecordWalker(dictionary).walk(bytes, 0, record.length, id, encoder.begin());
    return result();
  }

  private byte[] result() {
    return Arrays.copyOf(encoder.bytes(), encoder.length());
  }

  private String text(byte[] record, long id) {
    JsonWriter writer = new JsonWriter(dictionary);
    writer.write(ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN), 0, record.length, id);
    return new String(writer.toBytes(), StandardCharsets.UTF_8);
  }
}
