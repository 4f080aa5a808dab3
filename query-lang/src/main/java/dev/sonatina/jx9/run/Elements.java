package dev.sonatina.jx9.run;

import dev.sonatina.jx9.function.Severity;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import org.jspecify.annotations.Nullable;

/** Nodes that reach into maps and strings: {@code a.b}, {@code a[i]}, {@code a[]}. */
final class Elements {
  private static final long OFFSET_MASK = 0xFFFF_FFFFL;

  private Elements() {}

  /** {@code target.key}. */
  static final class Member extends Node {
    private final Node target;
    private final Node key;

    Member(Node target, Node key) {
      this.target = target;
      this.key = key;
    }

    @Override
    public Value eval(Frame frame) {
      Value container = target.eval(frame);
      Value name = key.eval(frame);
      Value found = container instanceof MapValue map ? map.get(plain(frame, name)) : null;
      return found == null ? NullValue.NULL : found;
    }

    @Override
    public Value evalTarget(Frame frame, boolean create) {
      Value container = target.evalTarget(frame, create);
      return locate(frame, container, key.eval(frame));
    }
  }

  /** {@code target[index]}. */
  static final class Subscript extends Node {
    private final Node target;
    private final Node index;

    Subscript(Node target, Node index) {
      this.target = target;
      this.index = index;
    }

    @Override
    public Value eval(Frame frame) {
      Value container = target.eval(frame);
      if (container instanceof MapValue map) {
        Value found =
            switch (index.evaluate(frame)) {
              case Kind.INT -> map.get(frame.intResult);
              case Kind.FLOAT -> map.get(Values.floatKey(frame.floatResult));
              default -> map.get(plain(frame, frame.value));
            };
        return found == null ? NullValue.NULL : found;
      }
      int kind = index.evaluate(frame);
      return container instanceof StringValue text
          ? byteAt(text, NumericOperations.toInt(frame, kind))
          : NullValue.NULL;
    }

    @Override
    public Value evalTarget(Frame frame, boolean create) {
      Value container = target.evalTarget(frame, create);
      if (container instanceof MapValue map) {
        Value key = index.eval(frame);
        return create ? locateOrCreate(frame, map, key) : locate(frame, map, key);
      }
      Place place = frame.place.copy();
      Value key = index.eval(frame);
      if (container instanceof StringValue text) {
        // A byte of a string counts as kept where the string is.
        frame.place.set(place);
        return byteAt(text, key.toInt());
      }
      MapValue map = create ? mapAt(place) : null;
      if (map == null) {
        frame.place.clear();
        return NullValue.NULL;
      }
      return locateOrCreate(frame, map, key);
    }
  }

  /** {@code target[]}, which only makes sense as a target. */
  static final class Append extends Node {
    private final Node target;

    Append(Node target) {
      this.target = target;
    }

    @Override
    public Value eval(Frame frame) {
      target.eval(frame);
      frame.run.report(
          Severity.NOTICE,
          "JSON Array/Object: Attempt to access an undefined member, JX9 is loading NULL");
      return NullValue.NULL;
    }

    @Override
    public Value evalTarget(Frame frame, boolean create) {
      Value container = target.evalTarget(frame, create);
      MapValue map = container instanceof MapValue known ? known : null;
      if (map == null && create && !(container instanceof StringValue)) {
        map = mapAt(frame.place);
      }
      if (map == null || !create) {
        if (!create || !(container instanceof StringValue)) {
          frame.place.clear();
        }
        return NullValue.NULL;
      }
      frame.run.meter.allocate(MemoryAudit.ENTRY_BYTES);
      map.append(NullValue.NULL);
      frame.place.set(map, map.lastPosition());
      return NullValue.NULL;
    }
  }

  /** The value of an existing entry, with its place; null, without one, if there is none. */
  static Value locate(Frame frame, Value container, Value key) {
    if (container instanceof MapValue map) {
      int position = map.positionOf(plain(frame, key));
      if (position != MapValue.NONE) {
        frame.place.set(map, position);
        return map.valueAt(position);
      }
    }
    frame.place.clear();
    return NullValue.NULL;
  }

  /** A key that counts by its text as that text, which for a map may take long to make. */
  private static Value plain(Frame frame, Value key) {
    return key instanceof MapValue map ? map.toStringValue(frame.run.meter) : key;
  }

  private static Value locateOrCreate(Frame frame, MapValue map, Value index) {
    int position = map.positionOf(plain(frame, index));
    if (position == MapValue.NONE) {
      insert(frame, map, index, NullValue.NULL);
      position = map.lastPosition();
    }
    frame.place.set(map, position);
    return map.valueAt(position);
  }

  /** The map at a place, made from what is there if that is none; null if there is no place. */
  static @Nullable MapValue mapAt(Place place) {
    Value there = place.get();
    if (there == null) {
      return null;
    }
    if (there instanceof MapValue map) {
      return map;
    }
    MapValue made = Arithmetic.toMap(there);
    place.put(made);
    return made;
  }

  /** The byte at an offset, of which 32 bits count; null if it is outside. */
  static Value byteAt(StringValue text, long index) {
    long offset = index & OFFSET_MASK;
    return offset < text.length() ? StringValue.ofByte(text.byteAt((int) offset)) : NullValue.NULL;
  }

  /** Inserts into a map, with what that costs accounted for. */
  static void insert(Frame frame, MapValue map, @Nullable Value key, Value value) {
    int before = map.size();
    if (key == null) {
      map.append(value);
    } else if (key instanceof MapValue text) {
      map.putText(text.toStringValue(frame.run.meter), value);
    } else {
      map.put(key, value);
    }
    if (map.size() != before) {
      frame.run.meter.allocate(MemoryAudit.ENTRY_BYTES);
    }
  }
}
