package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.value.StringValue;

/** A set of bytes. */
final class ByteSet {
  private final boolean[] members = new boolean[256];

  static ByteSet of(StringValue bytes) {
    ByteSet set = new ByteSet();
    for (int i = 0; i < bytes.length(); i++) {
      set.members[bytes.byteAt(i) & 0xFF] = true;
    }
    return set;
  }

  boolean contains(byte c) {
    return members[c & 0xFF];
  }
}
