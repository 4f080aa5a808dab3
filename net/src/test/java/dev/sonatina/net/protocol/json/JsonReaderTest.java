package dev.sonatina.net.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{                 | line 1, column 2: syntax error while parsing object key - unexpected end of input; expected string literal",
        "``                | line 1, column 1: syntax error while parsing value - unexpected end of input; expected '[', '{', or a literal",
        "[1,               | line 1, column 4: syntax error while parsing value - unexpected end of input; expected '[', '{', or a literal",
        "[1 2]             | line 1, column 4: syntax error while parsing array - unexpected number literal; expected ']'",
        "{\"a\" 1}         | line 1, column 6: syntax error while parsing object separator - unexpected number literal; expected ':'",
        "{\"a\":1 \"b\"}   | line 1, column 10: syntax error while parsing object - unexpected string literal; expected '}'",
        "tru               | line 1, column 4: syntax error while parsing value - invalid literal; last read: 'tru'",
        "hello             | line 1, column 1: syntax error while parsing value - invalid literal; last read: 'h'",
        "{a                | line 1, column 2: syntax error while parsing object key - invalid literal; last read: '{a'; expected string literal",
        "{\"n\":0x1}     | line 1, column 7: syntax error while parsing object - invalid literal; last read: '0x'; expected '}'",
        "1 2               | line 1, column 3: syntax error while parsing value - unexpected number literal; expected end of input",
        "\"abc             | line 1, column 5: syntax error while parsing value - invalid string: missing closing quote; last read: '\"abc'",
        "-                 | line 1, column 2: syntax error while parsing value - invalid number; expected digit after '-'; last read: '-'",
      })
  void saysWhatTheOriginalSays(String text, String message) {
    JsonFormatException thrown =
        assertThrows(JsonFormatException.class, () -> JsonReader.read(text));
    assertEquals("[json.exception.parse_error.101] parse error at " + message, thrown.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"b\":1,\"a\":[true,null,-5]} | {\"b\":1,\"a\":[true,null,-5]}",
        "18446744073709551615           | 18446744073709551615",
        "-9223372036854775808           | -9223372036854775808",
        "18446744073709551616           | 1.8446744073709552e+19",
        "0.1                            | 0.1",
        "1e300                          | 1e+300",
        "1.0                            | 1.0",
        "1e-7                           | 1e-07",
        "0.001                          | 0.001",
        "\"a\\u00e9\\n\"                | \"aé\\n\"",
        "{}                             | {}",
        "[[]]                           | [[]]",
      })
  void writesWhatItRead(String text, String again) {
    assertEquals(again, JsonWriter.write(JsonReader.read(text)));
  }

  @Test
  void sortsByBytes() {
    JsonValue value =
        JsonReader.read("{\"a\":1,\"__id\":2,\"Z\":3,\"\uD83D\uDE00\":4,\"\uFF5E\":5}");
    assertEquals(
        "{\"Z\":3,\"__id\":2,\"a\":1,\"\uFF5E\":5,\"\uD83D\uDE00\":4}",
        JsonWriter.writeSorted(value));
  }

  @Test
  void refusesMalformedUtf8() {
    byte[] overlong = {'"', (byte) 0xc0, (byte) 0x80, '"'};
    assertThrows(JsonFormatException.class, () -> JsonReader.read(overlong));
    byte[] good = "\"é€😀\"".getBytes(StandardCharsets.UTF_8);
    assertEquals(JsonValue.of("é€😀"), JsonReader.read(good));
  }

  @Test
  void refusesNestingThatWouldOverflowAStack() {
    String text = "[".repeat(100_000);
    assertThrows(JsonFormatException.class, () -> JsonReader.read(text));
  }
}
