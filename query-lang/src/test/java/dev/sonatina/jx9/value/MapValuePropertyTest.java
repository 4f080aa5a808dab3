package dev.sonatina.jx9.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Random operations on a map and on a plain list of entries give the same. */
class MapValuePropertyTest {
  /** One step: an operation with a key. */
  record Step(int operation, int key) {}

  /** The model: a list of keys (Long or String) and values, searched from the end. */
  private static final class Model {
    private final List<Object> keys = new ArrayList<>();
    private final List<Value> values = new ArrayList<>();
    private long nextIndex;
    private int cursor = MapValue.NONE;

    int find(Object key) {
      return keys.lastIndexOf(key);
    }

    void put(Object key, Value value) {
      int at = find(key);
      if (at >= 0) {
        values.set(at, value);
        return;
      }
      add(key, value);
      if (key instanceof Long index && index >= nextIndex) {
        nextIndex = index + 1;
        while (find(nextIndex) >= 0) {
          nextIndex++;
        }
      }
    }

    void add(Object key, Value value) {
      if (keys.isEmpty()) {
        cursor = 0;
      }
      keys.add(key);
      values.add(value);
    }

    void append(Value value) {
      add(nextIndex++, value);
    }

    void removeLast() {
      if (!keys.isEmpty()) {
        keys.remove(keys.size() - 1);
        values.remove(values.size() - 1);
        reset();
      }
    }

    void removeFirst() {
      if (!keys.isEmpty()) {
        keys.remove(0);
        values.remove(0);
        nextIndex = 0;
        keys.replaceAll(key -> key instanceof Long ? (Object) nextIndex++ : key);
        reset();
      }
    }

    void reset() {
      cursor = keys.isEmpty() ? MapValue.NONE : 0;
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> operations = Arbitraries.integers().between(0, 15);
    Arbitrary<Integer> keys = Arbitraries.integers().between(-3, 40);
    return operations.flatMap(o -> keys.map(k -> new Step(o, k))).list().ofMaxSize(120);
  }

  @Property(tries = 1500, seed = "42")
  void behavesAsAListOfEntries(@ForAll("steps") List<Step> steps) {
    MapValue map = MapValue.array();
    Model model = new Model();
    int counter = 0;
    for (Step step : steps) {
      Value value = IntValue.of(counter++);
      String name = "k" + step.key();
      switch (step.operation()) {
        case 0, 1, 2 -> {
          map.put(step.key(), value);
          model.put((long) step.key(), value);
        }
        case 3, 4, 5 -> {
          map.put(StringValue.of(name), value);
          model.put(name, value);
        }
        case 6 -> {
          map.put(StringValue.of(Integer.toString(step.key())), value);
          model.put((long) step.key(), value);
        }
        case 7, 8, 9, 10 -> {
          map.append(value);
          model.append(value);
        }
        case 11 -> {
          map.removeLast();
          model.removeLast();
        }
        case 12 -> {
          map.removeFirst();
          model.removeFirst();
        }
        case 13 -> {
          map = map.copy();
          model.nextIndex = 0;
          model.reset();
        }
        case 14 -> {
          map.moveNext();
          model.cursor =
              model.cursor == MapValue.NONE || model.cursor + 1 == model.keys.size()
                  ? MapValue.NONE
                  : model.cursor + 1;
        }
        default -> {
          map.movePrevious();
          model.cursor = Math.max(MapValue.NONE, model.cursor - 1);
        }
      }
    }
    check(map, model);
  }

  private static void check(MapValue map, Model model) {
    assertEquals(model.keys.size(), map.size());
    assertEquals(model.cursor, map.cursor());
    assertEquals(model.nextIndex, map.nextIndex());
    int position = map.firstPosition();
    for (int i = 0; i < model.keys.size(); i++) {
      Object key = model.keys.get(i);
      assertEquals(key.toString(), map.keyAt(position).toString());
      assertEquals(model.values.get(i), map.valueAt(position));
      position = map.positionAfter(position);
    }
    assertEquals(MapValue.NONE, position);
    for (int key = -3; key <= 40; key++) {
      assertEquals(at(model, (long) key), map.get(key));
      assertEquals(at(model, "k" + key), map.get(StringValue.of("k" + key)));
    }
  }

  private static @Nullable Value at(Model model, Object key) {
    int at = model.find(key);
    return at < 0 ? null : model.values.get(at);
  }
}
