package dev.sonatina.engine.interchange.unqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.jx9.value.JsonText;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.StringValue;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FastJsonTest {

  private static final HexFormat HEX = HexFormat.of();
  private static final String UNREADABLE = "unreadable";

  private final ByteBuilder out = new ByteBuilder(16);
  private final FastJsonEncoder encoder = new FastJsonEncoder(out);

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "17|null",
        "18|true",
        "19|false",
        "0800000001 61|\"a\"",
        "120003 312e35|1.5",
        "120003 322e30|2",
        "120002 2d30|0",
        "0304|[]",
        "0102|[]",
        "03 18 06 19 06 04|[true,false]",
        "03 06 06 18 06 06 06 04|[true]",
        "01 0800000001 61 05 0a 0000000000000005 06 02|{\"a\":5}",
        "01 0800000001 35 05 18 06 02|{\"5\":true}",
        "01 0a 0000000000000005 05 18 06 02|[true]",
        "01 0800000001 61 05 18|{\"a\":true}",
        "18 ffff|true"
      })
  void valuesAreReadAsTheOriginalDoes(String hex, String json) {
    assertEquals(json, read(FastJsonReader.exact(), hex));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00",
        "05",
        "0a00",
        "12",
        "120005 31",
        "08000000ff 61",
        "01 18 05 18 06 02",
        "01 0800000001 61 02",
        "01 0800000001 61 05",
        "01 17 05 17 06 02"
      })
  void whatIsNoValueIsRefused(String hex) {
    assertEquals(UNREADABLE, read(FastJsonReader.exact(), hex));
    assertEquals(UNREADABLE, read(FastJsonReader.recovering(), hex));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"0a0000000000000005|5", "0800000000|\"\""})
  void bareIntsAndEmptyStringsAreOnlyRecovered(String hex, String json) {
    assertEquals(UNREADABLE, read(FastJsonReader.exact(), hex));
    assertEquals(json, read(FastJsonReader.recovering(), hex));
  }

  @Test
  void nestingEndsAtSixtyFourLevels() {
    String open = "03".repeat(63);
    assertEquals(
        "[".repeat(63) + "true" + "]".repeat(63), read(FastJsonReader.exact(), open + "18"));
    assertEquals(UNREADABLE, read(FastJsonReader.exact(), open + "0318"));
    for (int i = 0; i < 63; i++) {
      encoder.beginArray();
    }
    encoder.bool(true);
    encoder.beginArray();
    DatabaseException e = assertThrows(DatabaseException.class, () -> encoder.bool(true));
    assertEquals(ErrorCode.LIMIT_EXCEEDED, e.code());
  }

  @Test
  void bareIntsAndEmptyStringsAreWrittenSoThatTheOriginalReadsThem() {
    encoder.integer(5);
    assertEquals("5", read(FastJsonReader.exact(), HEX.formatHex(out.toArray())));
    out.clear();
    encoder.string(new byte[0], 0, 0);
    assertEquals("\"\"", read(FastJsonReader.exact(), HEX.formatHex(out.toArray())));
  }

  @Test
  void whatIsNarrowedIsCounted() {
    encoder.beginArray();
    encoder.number(0.5);
    encoder.number(0.1234567890123456);
    encoder.number(3.0);
    encoder.unsigned(-1);
    encoder.beginObject();
    encoder.endObject();
    encoder.beginObject();
    encoder.name(StringValue.of("7"));
    encoder.nullValue();
    encoder.name(StringValue.EMPTY);
    encoder.nullValue();
    encoder.name(StringValue.of("07"));
    encoder.nullValue();
    encoder.endObject();
    encoder.endArray();
    assertEquals(new UnqliteNarrowing(1, 1, 1, 2, 1), encoder.narrowing());
    assertFalse(encoder.narrowing().isNone());
    assertTrue(new UnqliteNarrowing(0, 0, 0, 0, 0).isNone());
  }

  private static String read(FastJsonReader reader, String hex) {
    byte[] bytes = HEX.parseHex(hex.replace(" ", ""));
    ValueBuilder values = new ValueBuilder();
    if (!reader.read(bytes, 0, bytes.length, values)) {
      return UNREADABLE;
    }
    return values.result() instanceof MapValue map
        ? text(map)
        : JsonText.encode(values.result()).toString();
  }

  /** Not through JSON text, which ends at 32 levels. */
  private static String text(MapValue map) {
    StringBuilder text = new StringBuilder(map.isObject() ? "{" : "[");
    for (int at = map.firstPosition(); at != MapValue.NONE; at = map.positionAfter(at)) {
      text.append(at == map.firstPosition() ? "" : ",");
      if (map.isObject()) {
        text.append('"').append(map.keyAt(at).toStringValue()).append("\":");
      }
      text.append(
          map.valueAt(at) instanceof MapValue inner
              ? text(inner)
              : JsonText.encode(map.valueAt(at)).toString());
    }
    return text.append(map.isObject() ? "}" : "]").toString();
  }
}
