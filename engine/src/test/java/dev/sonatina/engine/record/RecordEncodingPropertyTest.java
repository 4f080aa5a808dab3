package dev.sonatina.engine.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.RecordLimits;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.MemberName;
import dev.sonatina.jx9.value.MemberSource;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import dev.sonatina.jx9.value.ValueType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** Records against plain Java objects, and against damage. */
class RecordEncodingPropertyTest {

  private static final long ID = 4_242_424_242L;

  private final KeyDictionary dictionary = new KeyDictionary();
  private final RecordEncoder encoder =
      new RecordEncoder(dictionary, RecordLimits.defaults(), null);
  private final RecordSource remembering = new RecordSource(dictionary, MemberFinder.remembering());

  @Property(tries = 200, seed = "1")
  void whatComesBackEqualsWhatWentIn(@ForAll long seed) {
    JsonModel.Members record = JsonModel.object(new Random(seed), 3);
    ByteBuffer bytes = encode(JsonModel.text(record));
    assertEquals(withId(JsonModel.plain(record)), orderedEntries(JsonModel.parse(json(bytes))));
  }

  @Property(tries = 200, seed = "2")
  void everyMemberIsFoundAsADecodedMapFindsIt(@ForAll long seed) {
    JsonModel.Members record = JsonModel.object(new Random(seed), 3);
    ByteBuffer bytes = encode(JsonModel.text(record));
    RecordSource source = point(bytes);
    MapValue lazy = MapValue.lazy(source);
    MapValue decoded = MapValue.array();
    source.decode(source.root(), decoded);
    assertEquals(decoded.size(), lazy.size());
    compare(decoded, source, source.root());
    remembering.point(bytes, 0, bytes.capacity(), ID);
    for (int i = 0; i < 2; i++) {
      compare(decoded, remembering, remembering.root());
    }
    assertEquals(MemberSource.ABSENT, source.member(source.root(), MemberName.of("never there")));
  }

  @Property(tries = 150, seed = "3")
  void encodingTheDecodedValueGivesTheSameMembers(@ForAll long seed) {
    JsonModel.Members record = JsonModel.object(new Random(seed), 3);
    ByteBuffer first = encode(JsonModel.text(record));
    Value value = point(first).value();
    ((MapValue) value).materialize();
    StringValue printed = StringValue.of(((MapValue) value).toStringValue().bytes());
    encoder.encode(value);
    Value again = point(encoded()).value();
    assertEquals(printed, again.toStringValue());
  }

  @Property(tries = 600, seed = "4")
  void damageIsReportedAndNothingElseHappens(@ForAll long seed) {
    Random random = new Random(seed);
    JsonModel.Members record = JsonModel.object(random, 3);
    byte[] bytes = encode(JsonModel.text(record)).array();
    for (int i = random.nextInt(3); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length + 1) : bytes.length;
    ByteBuffer damaged = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    orCorrupt(
        () -> {
          RecordSource source = new RecordSource(dictionary);
          source.point(damaged, 0, length, ID);
          visit(source, source.root(), 0);
          if (source.value() instanceof MapValue map && map.size() < 10_000) {
            map.materialize();
          }
        });
    orCorrupt(() -> new JsonWriter(dictionary).write(damaged, 0, length, ID));
  }

  private static void orCorrupt(Runnable reading) {
    try {
      reading.run();
    } catch (StorageException e) {
      assertNotNull(e.getMessage());
      assertEquals(
          true, e.code() == ErrorCode.CORRUPT || e.code() == ErrorCode.TOO_NEW, e.toString());
    }
  }

  /** Looks at what scripts can look at without decoding, a few elements of each container. */
  private static void visit(RecordSource source, int at, int depth) {
    switch (source.typeAt(at)) {
      case INT -> source.intAt(at);
      case FLOAT -> source.floatAt(at);
      case BOOL -> source.boolAt(at);
      case STRING -> source.compareStringAt(at, StringValue.of("never there"));
      case MAP -> {
        int count = Math.min(20, source.countAt(at));
        for (int i = 0; i < count && depth < 20; i++) {
          int element = source.element(at, i);
          if (element != MemberSource.ABSENT) {
            visit(source, element, depth + 1);
          }
        }
        for (String name : List.of("a", "b", "rid", "__id", "x".repeat(300))) {
          int member = source.member(at, MemberName.of(name));
          if (member != MemberSource.ABSENT) {
            visit(source, member, depth + 1);
          }
        }
      }
      case NULL, RESOURCE -> {}
    }
  }

  private static void compare(MapValue decoded, RecordSource source, int handle) {
    for (int at = decoded.firstPosition(); at != MapValue.NONE; at = decoded.positionAfter(at)) {
      StringValue name = decoded.nameAt(at);
      int found =
          name != null
              ? source.member(handle, MemberName.of(name))
              : source.element(handle, decoded.indexAt(at));
      Value value = decoded.get(decoded.keyAt(at));
      assertNotNull(value);
      assertEquals(value.type(), source.typeAt(found));
      if (value instanceof MapValue child) {
        MapValue childDecoded = MapValue.array();
        source.decode(child.handle(), childDecoded);
        assertEquals(childDecoded.size(), source.countAt(found));
        compare(childDecoded, source, found);
      } else if (value.type() == ValueType.STRING) {
        StringValue text = (StringValue) value;
        assertEquals(text.length(), source.stringLengthAt(found));
        assertEquals(0, source.compareStringAt(found, text));
      } else if (value.type() == ValueType.INT) {
        assertEquals(value.toInt(), source.intAt(found));
      } else {
        assertEquals(value.toStringValue(), source.valueAt(found).toStringValue());
      }
    }
  }

  /** The members with the id: in place if there is one, else last. */
  private static @Nullable Object withId(@Nullable Object plain) {
    @SuppressWarnings("unchecked") // a record's model
    Map<String, @Nullable Object> map =
        new LinkedHashMap<>((Map<String, @Nullable Object>) Objects.requireNonNull(plain));
    map.put("__id", ID);
    return orderedEntries(map);
  }

  /** Maps as lists of entries, since the order of members counts. */
  private static @Nullable Object orderedEntries(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      List<Object> entries = new ArrayList<>();
      map.forEach((name, member) -> entries.add(name + "=" + orderedEntries(member)));
      return entries;
    }
    if (value instanceof List<?> list) {
      List<Object> elements = new ArrayList<>();
      list.forEach(element -> elements.add(String.valueOf(orderedEntries(element))));
      return elements;
    }
    return value;
  }

  private ByteBuffer encode(String text) {
    encoder.encode(text.getBytes(StandardCharsets.UTF_8));
    return encoded();
  }

  private ByteBuffer encoded() {
    byte[] bytes = Arrays.copyOf(encoder.bytes(), encoder.length());
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private RecordSource point(ByteBuffer bytes) {
    RecordSource source = new RecordSource(dictionary);
    source.point(bytes, 0, bytes.capacity(), ID);
    return source;
  }

  private byte[] json(ByteBuffer bytes) {
    JsonWriter writer = new JsonWriter(dictionary);
    writer.write(bytes, 0, bytes.capacity(), ID);
    return writer.toBytes();
  }
}
