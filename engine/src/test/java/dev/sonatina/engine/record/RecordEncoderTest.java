package dev.sonatina.engine.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.RecordLimits;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.MemberName;
import dev.sonatina.jx9.value.MemberSource;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.WorkGuard;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What encoders accept, refuse and keep. */
class RecordEncoderTest {

  private final KeyDictionary dictionary = new KeyDictionary();
  private final RecordEncoder encoder =
      new RecordEncoder(dictionary, RecordLimits.defaults(), null);

  @Test
  void aRepeatedMemberHasTheFirstPlaceAndTheLastValue() {
    assertEquals(
        "{\"b\":[3],\"a\":{\"x\":1},\"__id\":5}",
        json("{\"b\":1,\"a\":2,\"b\":\"text\",\"a\":{\"x\":0,\"x\":1},\"b\":[3]}"));
  }

  @Test
  void namesBeyondTheDictionaryStandInTheRecord() {
    StringBuilder text = new StringBuilder("{");
    int count = KeyDictionary.SIZE_MAX + 100;
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":").append(i);
    }
    String last = "\"k" + (count - 1) + "\":-1";
    byte[] record = encode(text + "," + last + "}");
    assertEquals(KeyDictionary.SIZE_MAX, dictionary.size());
    RecordSource source = new RecordSource(dictionary);
    source.own(record, 5);
    for (int i : new int[] {0, 1, 60_000, KeyDictionary.SIZE_MAX, count - 2}) {
      int found = source.member(source.root(), MemberName.of("k" + i));
      assertEquals(i, source.intAt(found));
    }
    assertEquals(-1, source.intAt(source.member(source.root(), MemberName.of("k" + (count - 1)))));
    assertEquals(MemberSource.ABSENT, source.member(source.root(), MemberName.of("k" + count)));
    assertEquals(count + 1, source.countAt(source.root()));
    MapValue decoded = MapValue.lazy(source);
    decoded.materialize();
    assertEquals(count + 1, decoded.size());
    String written = write(record);
    assertTrue(written.startsWith("{\"k0\":0,\"k1\":1,"));
    assertTrue(written.endsWith(",\"k" + (count - 1) + "\":-1,\"__id\":5}"));
  }

  @Test
  void limitsAreKeptExactly() {
    RecordLimits limits = new RecordLimits(40, 3, 10);
    RecordEncoder narrow = new RecordEncoder(dictionary, limits, null);
    narrow.encode(bytes("{\"a\":[[1234567890]]}"));
    assertLimit(narrow, "{\"a\":[[[1]]]}");
    assertLimit(narrow, "{\"a\":12345678901}");
    narrow.encode(bytes("{\"a\":\"" + "x".repeat(32) + "\"}"));
    assertLimit(narrow, "{\"a\":\"" + "x".repeat(33) + "\"}");
  }

  @Test
  void anArrayIsTakenApartUpToALimit() {
    encoder.encode(bytes("[1,{\"a\":2},[]]"));
    List<byte[]> elements = encoder.elements(3);
    assertEquals("{\"a\":2,\"__id\":5}", write(elements.get(1)));
    DatabaseException e = assertThrows(DatabaseException.class, () -> encoder.elements(2));
    assertEquals(ErrorCode.LIMIT_EXCEEDED, e.code());
    assertEquals(
        "record: an array of 3 elements, each a record (expected: at most 2 with this heap)",
        e.getMessage());
  }

  private static void assertLimit(RecordEncoder narrow, String text) {
    DatabaseException e =
        assertThrows(DatabaseException.class, () -> narrow.encode(bytes(text)), text);
    assertEquals(ErrorCode.LIMIT_EXCEEDED, e.code());
  }

  @Test
  void whatIsNoJsonIsRefusedWithItsPlace() {
    for (String text :
        new String[] {
          "",
          " ",
          "{",
          "{\"a\":1} x",
          "{\"a\" 1}",
          "[1,]",
          "nul",
          "{a:1}",
          "'a'",
          "\0{\0}",
          "[\0\0\0"
        }) {
      DatabaseException e =
          assertThrows(DatabaseException.class, () -> encoder.encode(bytes(text)), text);
      assertEquals(ErrorCode.INVALID_RECORD, e.code(), text);
      assertTrue(e.line() == 1 && e.column() >= 1, text);
    }
  }

  @Test
  void aRefusedRecordLeavesTheEncoderUsable() {
    assertThrows(DatabaseException.class, () -> encoder.encode(bytes("{\"a\":[{\"b\":")));
    assertEquals("{\"c\":[],\"__id\":5}", json("{\"c\":[]}"));
  }

  @Test
  void theOtherFormIsAskedOnlyWhereJsonFails() {
    RecordEncoder relaxed =
        new RecordEncoder(
            dictionary,
            RecordLimits.defaults(),
            text -> StringValue.of("literal of " + text.length));
    relaxed.encode(bytes("{a:1}"));
    assertEquals("\"literal of 5\"", write(Arrays.copyOf(relaxed.bytes(), relaxed.length())));
    relaxed.encode(bytes("{\"a\":1}"));
    assertEquals("{\"a\":1,\"__id\":5}", write(Arrays.copyOf(relaxed.bytes(), relaxed.length())));
  }

  @Test
  void scriptsStoreAsManyLevelsAsTheOriginal() {
    MapValue value = MapValue.array();
    for (int level = 1; level < 64; level++) {
      MapValue outer = MapValue.array();
      outer.append(value);
      value = outer;
    }
    assertTrue(encoder.encodeScriptValue(value, WorkGuard.NONE));
    MapValue tooDeep = MapValue.array();
    tooDeep.append(value);
    assertFalse(encoder.encodeScriptValue(tooDeep, WorkGuard.NONE));
    MapValue self = MapValue.object();
    self.put(StringValue.of("self"), self);
    assertFalse(encoder.encodeScriptValue(self, WorkGuard.NONE));
    assertThrows(SonatinaException.class, () -> encoder.encode(self));
  }

  @Test
  void aRecordOfALaterFormatIsTooNew() {
    byte[] record = encode("{\"a\":1}");
    record[0]++;
    StorageException e =
        assertThrows(StorageException.class, () -> new RecordSource(dictionary).own(record, 0));
    assertEquals(ErrorCode.TOO_NEW, e.code());
  }

  @Test
  void aDictionaryTakesNamesBackInTurnOnly() {
    KeyDictionary copy = new KeyDictionary();
    assertTrue(copy.load(0, bytes("__id")));
    assertTrue(copy.load(1, bytes("a")));
    assertTrue(copy.load(1, bytes("a")));
    assertFalse(copy.load(1, bytes("b")));
    assertFalse(copy.load(3, bytes("c")));
    assertFalse(copy.load(2, bytes("a")));
  }

  private String json(String text) {
    return write(encode(text));
  }

  private byte[] encode(String text) {
    encoder.encode(bytes(text));
    return Arrays.copyOf(encoder.bytes(), encoder.length());
  }

  private String write(byte[] record) {
    JsonWriter writer = new JsonWriter(dictionary);
    writer.write(ByteBuffer.wrap(record), 0, record.length, 5);
    return new String(writer.toBytes(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
