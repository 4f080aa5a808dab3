package dev.sonatina.engine.interchange.unqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sonatina.jx9.value.StringValue;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordKeyTest {

  @ParameterizedTest
  @CsvSource({
    "a_0,a,0",
    "a_b_12,a_b,12",
    "a_1_2,a_1,2",
    "__7,_,7",
    "x_8796093022207,x,8796093022207"
  })
  void keysAreNamesAndIds(String key, String name, long id) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    int separator = RecordKey.separator(bytes, bytes.length);
    assertEquals(name.length(), separator);
    assertEquals(id, RecordKey.id(bytes, separator, bytes.length));
    ByteBuilder built = new ByteBuilder(1);
    RecordKey.append(StringValue.of(name), id, built);
    assertEquals(key, new String(built.toArray(), StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a_",
        "_1",
        "1",
        "",
        "a_01",
        "a_-1",
        "a_1x",
        "x_8796093022208",
        "x_99999999999999"
      })
  void otherKeysAreNoRecords(String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    assertEquals(-1, RecordKey.separator(bytes, bytes.length));
  }
}
