package dev.sonatina.net.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.net.protocol.json.JsonValue.ArrayValue;
import org.junit.jupiter.api.Test;

/** A text that is small may stand for values that are not. */
class JsonReaderLimitsTest {

  private static String arrayOf(int elements) {
    return "[" + "1,".repeat(elements - 1) + "1]";
  }

  @Test
  void asManyValuesAsFitAreReadAndNoneMore() {
    int most = (int) JsonReader.VALUES_MAX - 1;
    assertTrue(
        JsonReader.read(arrayOf(most)) instanceof ArrayValue array
            && array.elements().size() == most);
    JsonFormatException e =
        assertThrows(JsonFormatException.class, () -> JsonReader.read(arrayOf(most + 1)));
    assertEquals("values in the JSON text: more than " + JsonReader.VALUES_MAX, e.text());
  }
}
