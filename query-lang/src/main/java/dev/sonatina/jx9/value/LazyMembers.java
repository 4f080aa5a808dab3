package dev.sonatina.jx9.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a lazy map knows: its place in the source, and the child maps it has handed out. */
final class LazyMembers {
  private static final MapValue[] NO_CHILDREN = {};

  MemberSource source;
  int handle;
  private MapValue[] children = NO_CHILDREN;
  private int[] handles = {};
  private int count;

  LazyMembers(MemberSource source, int handle) {
    this.source = source;
    this.handle = handle;
  }

  boolean hasChildren() {
    return count > 0;
  }

  /** Forgets the child maps and goes to the root of a source, which may be another one now. */
  void restart(MemberSource newSource) {
    count = 0;
    source = newSource;
    handle = newSource.root();
  }

  boolean isUntouched() {
    for (int i = 0; i < count; i++) {
      if (!children[i].isUntouched()) {
        return false;
      }
    }
    return true;
  }

  @Nullable Value member(MemberName name) {
    return value(source.member(handle, name));
  }

  @Nullable Value element(long index) {
    return value(source.element(handle, index));
  }

  private @Nullable Value value(int at) {
    if (at == MemberSource.ABSENT) {
      return null;
    }
    if (source.typeAt(at) != ValueType.MAP) {
      return source.valueAt(at);
    }
    for (int i = 0; i < count; i++) {
      if (handles[i] == at) {
        return children[i];
      }
    }
    Value value = source.valueAt(at);
    if (value instanceof MapValue child) {
      remember(at, child);
    }
    return value;
  }

  private void remember(int at, MapValue child) {
    if (count == children.length) {
      children = Arrays.copyOf(children, Math.max(4, count * 2));
      handles = Arrays.copyOf(handles, children.length);
    }
    children[count] = child;
    handles[count] = at;
    count++;
  }

  /**
   * The child handed out earlier for the same place as {@code decoded}, else {@code decoded}
   * itself.
   */
  MapValue known(MapValue decoded) {
    if (count > 0 && decoded.isLazy()) {
      int at = decoded.handle();
      for (int i = 0; i < count; i++) {
        if (handles[i] == at) {
          return children[i];
        }
      }
    }
    return decoded;
  }
}
