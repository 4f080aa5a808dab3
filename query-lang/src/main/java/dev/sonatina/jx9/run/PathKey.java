package dev.sonatina.jx9.run;

import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.MemberName;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * One step of a path, {@code .name}, {@code ["name"]} or {@code [0]}, prepared when the script was
 * compiled.
 */
public final class PathKey {
  /** The string key; null for an int key. */
  final @Nullable MemberName name;

  /** The int key if {@link #name} is null. */
  final long index;

  private final boolean isSubscript;
  private final long offset;

  private PathKey(@Nullable MemberName name, long index, boolean isSubscript, long offset) {
    this.name = name;
    this.index = index;
    this.isSubscript = isSubscript;
    this.offset = offset;
  }

  /**
   * A step with a key that is a string or an int; the empty string is looked up as 0.
   *
   * @param isSubscript whether it is written in brackets, which reach into strings too
   */
  public static PathKey of(Value key, boolean isSubscript) {
    if (key instanceof StringValue text && !text.isEmpty()) {
      return new PathKey(MemberName.of(text), 0, isSubscript, key.toInt());
    }
    return new PathKey(
        null, key instanceof IntValue number ? number.value() : 0, isSubscript, key.toInt());
  }

  /** What is under this key, null if there is nothing. */
  @Nullable Value in(Value container) {
    if (container instanceof MapValue map) {
      return name == null ? map.get(index) : map.get(name);
    }
    return isSubscript && container instanceof StringValue text
        ? Elements.byteAt(text, offset)
        : null;
  }
}
