package dev.sonatina.jx9.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTextTest {
  private static @Nullable Value decode(String text) {
    return JsonText.decode(StringValue.of(text));
  }

  private static String again(String text) {
    Value value = decode(text);
    assertNotNull(value, text);
    return JsonText.encode(value).toString();
  }

  @Test
  void readsWhatIsNotQuiteJson() {
    assertEquals("[1,\"two\",3.5,true,null]", again("[1,,two,3.5,TRUE,Null,]"));
    assertEquals("{\"a\":1,\"b\":2}", again("{a:1 \"b\":2"));
    assertEquals("8", again("010"));
    assertEquals("[]", again("{}"));
    assertEquals("\"uA/b\n\"", again("\"\\uA\\/\\b\\n\""));
    assertEquals("1", again("1 [ ] }"));
  }

  @Test
  void refusesOtherText() {
    assertNull(decode("[1 2]"));
    assertNull(decode("{1:2}"));
    assertNull(decode("{\"a\" 2}"));
    assertNull(decode("1 %"));
    assertNull(decode("\"abc"));
    assertNull(decode("\"abc\\\""));
    assertNull(decode("  "));
    assertNull(decode("{a:"));
  }

  @Test
  void memberNamesThatLookLikeIntsBecomeInts() {
    Value value = decode("{\"7\":1,\"x\":2}");
    MapValue map = (MapValue) assertNotNullValue(value);
    assertEquals("1", String.valueOf(map.get(7)));
    assertNull(map.get(StringValue.of("7")));
    assertEquals("{\"7\":1,\"x\":2}", map.toString());
  }

  private static Value assertNotNullValue(@Nullable Value value) {
    if (value == null) {
      throw new AssertionError("no value");
    }
    return value;
  }

  @Test
  void nestingBeyondThirtyTwoLevelsIsNeitherWrittenNorRead() {
    MapValue inner = MapValue.array();
    inner.append(IntValue.ONE);
    MapValue map = inner;
    for (int i = 0; i < 32; i++) {
      MapValue outer = MapValue.array();
      outer.append(map);
      map = outer;
    }
    assertEquals("[".repeat(33) + "]".repeat(33), map.toString());
    assertNotNull(decode("[".repeat(32) + "]".repeat(32)));
    assertNull(decode("[".repeat(33) + "]".repeat(33)));
  }

  @Test
  void aGuardStopsMapsThatContainThemselves() {
    MapValue map = MapValue.array();
    map.append(map);
    map.append(map);
    WorkGuard guard =
        new WorkGuard() {
          private long left = 10_000_000;

          @Override
          public void step(long count) {}

          @Override
          public void allocate(long bytes) {
            left -= bytes;
            if (left < 0) {
              throw new IllegalStateException("enough");
            }
          }
        };
    assertThrows(IllegalStateException.class, () -> JsonText.encode(map, guard));
  }
}
