package dev.sonatina.engine.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.RecordLimits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The scanner reads what Jackson reads as Jackson does, and nothing else. */
class JsonScannerPropertyTest {

  private static final RecordLimits LIMITS = new RecordLimits(1 << 20, 6, 30);

  /** What a changed text gets in place of a byte. */
  private static final byte[] SPOILERS =
      "{}[],:\"\\/u0129.eE+-tfn \n\t\r\0\u001f\u007f\u00e9\u20ac".getBytes(StandardCharsets.UTF_8);

  private final KeyDictionary dictionary = new KeyDictionary();
  private final RecordBuilder builder = new RecordBuilder(dictionary, LIMITS.nestingMax());
  private final JsonScanner scanner =
      new JsonScanner(builder, dictionary, LIMITS.nestingMax(), LIMITS.numberLengthMax());
  private final RecordEncoder encoder = new RecordEncoder(dictionary, LIMITS, null);

  @Property(tries = 3000, seed = "11")
  void readsWhatJacksonReads(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] text =
        JsonModel.text(JsonModel.object(random, 1 + random.nextInt(4)))
            .getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(4); i > 0 && text.length > 0; i--) {
      text = changed(text, random);
    }
    compare(text);
  }

  @Property(tries = 5000, seed = "12")
  void readsNumbersAsJacksonDoes(@ForAll long seed) {
    Random random = new Random(seed);
    StringBuilder number = new StringBuilder();
    for (int i = 1 + random.nextInt(24); i > 0; i--) {
      number.append(random.nextInt(3) == 0 ? ".eE+-0".charAt(random.nextInt(6)) : '1');
      number.append(random.nextInt(4) == 0 ? "" : String.valueOf(random.nextInt(10)));
    }
    compare(("[" + number + "]").getBytes(StandardCharsets.UTF_8));
    compare(
        (Double.toString(Double.longBitsToDouble(random.nextLong())) + " ")
            .getBytes(StandardCharsets.UTF_8));
    compare(
        (random.nextInt(1_000_000) / 1000.0 + "e" + random.nextInt(-30, 30))
            .getBytes(StandardCharsets.UTF_8));
  }

  @Example
  void givesUpOnlyWhereItMust() {
    for (String text :
        List.of(
            "{\"a\":[1,-2,3.5e-3,true,false,null,\"x\\n"
                + "\\u00e9\\ud83d\\ude00\",{}],\"\\u0061b\":[]}",
            " [ 9223372036854775807 , 18446744073709551615 , -9223372036854775809 ] ",
            "{\"__id\":7,\"\u00e9\":\"\u20ac\"}",
            "{\"__id\":\"x\"}",
            "-0",
            "-0.0",
            "1e400",
            "0.1234567890123456789")) {
      assertTrue(scanner.read(text.getBytes(StandardCharsets.UTF_8)), text);
      compare(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** One byte replaced, removed or added, or the end cut off. */
  private static byte[] changed(byte[] text, Random random) {
    int at = random.nextInt(text.length);
    byte spoiler = SPOILERS[random.nextInt(SPOILERS.length)];
    byte[] changed;
    switch (random.nextInt(5)) {
      case 0 -> {
        changed = text.clone();
        changed[at] = spoiler;
      }
      case 1 -> {
        changed = text.clone();
        changed[at] = (byte) random.nextInt();
      }
      case 2 -> {
        changed = new byte[text.length - 1];
        System.arraycopy(text, 0, changed, 0, at);
        System.arraycopy(text, at + 1, changed, at, text.length - at - 1);
      }
      case 3 -> {
        changed = new byte[text.length + 1];
        System.arraycopy(text, 0, changed, 0, at);
        changed[at] = spoiler;
        System.arraycopy(text, at, changed, at + 1, text.length - at);
      }
      default -> changed = Arrays.copyOf(text, at);
    }
    return changed;
  }

  private void compare(byte[] text) {
    if (!scanner.read(text)) {
      return;
    }
    byte[] scanned = Arrays.copyOf(builder.bytes(), builder.length());
    String shown = new String(text, StandardCharsets.UTF_8);
    try {
      encoder.encodeStrictly(text);
    } catch (DatabaseException e) {
      throw new AssertionError(shown + ": " + e.getMessage(), e);
    }
    assertEquals(scanned.length, encoder.length(), shown);
    assertArrayEquals(scanned, Arrays.copyOf(encoder.bytes(), encoder.length()), shown);
  }
}
