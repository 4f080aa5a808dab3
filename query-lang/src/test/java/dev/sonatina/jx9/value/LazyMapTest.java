package dev.sonatina.jx9.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LazyMapTest {
  /** A record kept as Java maps; handles are indexes into a list of all values. */
  private static final class FakeSource implements MemberSource {
    private final List<Object> values = new ArrayList<>();

    FakeSource(Map<String, Object> record) {
      values.add(record);
      int next = 0;
      while (next < values.size()) {
        if (values.get(next++) instanceof Map<?, ?> map) {
          values.addAll(map.values());
        }
      }
    }

    private int handleOf(@Nullable Object value) {
      for (int i = 0; i < values.size(); i++) {
        if (values.get(i) == value) {
          return i;
        }
      }
      return ABSENT;
    }

    @Override
    public int root() {
      return 0;
    }

    @Override
    public int member(int handle, MemberName name) {
      return values.get(handle) instanceof Map<?, ?> map
          ? handleOf(map.get(name.toString()))
          : ABSENT;
    }

    @Override
    public int element(int handle, long index) {
      return values.get(handle) instanceof Map<?, ?> map
          ? handleOf(map.get(Long.toString(index)))
          : ABSENT;
    }

    @Override
    public ValueType typeAt(int handle) {
      return values.get(handle) instanceof Map ? ValueType.MAP : ValueType.STRING;
    }

    @Override
    public long intAt(int handle) {
      throw new UnsupportedOperationException();
    }

    @Override
    public double floatAt(int handle) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean boolAt(int handle) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int stringLengthAt(int handle) {
      return values.get(handle).toString().length();
    }

    @Override
    public int compareStringAt(int handle, StringValue text) {
      return StringValue.of(values.get(handle).toString()).compareTo(text);
    }

    @Override
    public int indexOf(int handle, StringValue part, int from) {
      return values.get(handle).toString().indexOf(part.toString(), from);
    }

    @Override
    public int countAt(int handle) {
      return ((Map<?, ?>) values.get(handle)).size();
    }

    @Override
    public Value valueAt(int handle) {
      Object value = values.get(handle);
      return value instanceof Map ? MapValue.lazy(this, handle) : StringValue.of(value.toString());
    }

    @Override
    public void decode(int handle, MapValue into) {
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) values.get(handle)).entrySet()) {
        into.put(StringValue.of(entry.getKey().toString()), valueAt(handleOf(entry.getValue())));
      }
    }
  }

  private static MapValue record() {
    Map<String, Object> inner =
        new TreeMap<>(Map.of("x", "1", "deep", new TreeMap<>(Map.of("y", "2"))));
    return MapValue.lazy(new FakeSource(new TreeMap<>(Map.of("a", "v", "b", inner))));
  }

  private static MapValue child(MapValue map, String name) {
    if (map.get(StringValue.of(name)) instanceof MapValue child) {
      return child;
    }
    throw new AssertionError(name);
  }

  @Test
  void lookupsDoNotDecode() {
    MapValue map = record();
    assertEquals("v", String.valueOf(map.get(MemberName.of("a"))));
    assertNull(map.get(MemberName.of("none")));
    assertEquals(2, map.size());
    assertTrue(map.toBool());
    assertTrue(map.isLazy());
  }

  @Test
  void childMapsKeepTheirIdentityWhenTheParentIsDecoded() {
    MapValue map = record();
    MapValue before = child(map, "b");
    assertSame(before, child(map, "b"));
    before.put(StringValue.of("x"), StringValue.of("changed"));
    map.put(StringValue.of("c"), NullValue.NULL);
    assertFalse(map.isLazy());
    assertSame(before, child(map, "b"));
    assertEquals(
        "{\"a\":\"v\",\"b\":{\"deep\":{\"y\":\"2\"},\"x\":\"changed\"},\"c\":null}",
        map.toString());
  }

  @Test
  void materializingReachesMapsInsideMapsThatWereDecodedBefore() {
    MapValue map = record();
    MapValue inner = child(map, "b");
    MapValue deep = child(inner, "deep");
    assertTrue(inner.isObject());
    assertFalse(inner.isLazy());
    map.materialize();
    assertFalse(map.isLazy());
    assertFalse(deep.isLazy());
    assertEquals("2", String.valueOf(deep.get(StringValue.of("y"))));
  }

  @Test
  void aMapCanStandForTheRecordAgainWhateverBecameOfIt() {
    MapValue map = record();
    MemberSource source = map.source();
    assertNotNull(source);
    child(map, "b").put(StringValue.of("x"), NullValue.NULL);
    assertFalse(map.isUntouched());
    map.standFor(source);
    assertTrue(map.isUntouched());
    map.put(StringValue.of("a"), NullValue.NULL);
    map.standFor(source);
    assertTrue(map.isUntouched());
    assertEquals("v", String.valueOf(map.get(StringValue.of("a"))));
    assertFalse(child(map, "b").toString().contains("null"));
  }
}
