package dev.sonatina.jx9.value;

import org.jspecify.annotations.Nullable;

/**
 * A member name that the compiler knew, prepared for repeated lookups.
 *
 * <p>A source of members may leave here what it found out about the name, such as its number in a
 * key dictionary. The note is one immutable object, so threads that share a compiled script at
 * worst find it out twice.
 */
public final class MemberName {
  /** What {@link #remembered} answers when nothing was remembered for that owner. */
  public static final int UNKNOWN = -2;

  private static final class Note {
    private final Object owner;
    private final int id;

    Note(Object owner, int id) {
      this.owner = owner;
      this.id = id;
    }
  }

  private final StringValue text;
  private final boolean isIntKey;
  private @Nullable Note note;

  private MemberName(StringValue text) {
    this.text = text;
    this.isIntKey = MapValue.isIntKey(text);
  }

  /** Prepares {@code text}. */
  public static MemberName of(StringValue text) {
    return new MemberName(text);
  }

  /** Prepares the UTF-8 bytes of {@code text}. */
  public static MemberName of(String text) {
    return new MemberName(StringValue.of(text));
  }

  /** The name. */
  public StringValue text() {
    return text;
  }

  /**
   * Whether inserting under this name makes an int key, so that looking the name up never finds an
   * entry.
   */
  public boolean isIntKey() {
    return isIntKey;
  }

  /** The number last remembered, if {@code owner} did so, else {@link #UNKNOWN}. */
  public int remembered(Object owner) {
    Note seen = note;
    return seen != null && seen.owner == owner ? seen.id : UNKNOWN;
  }

  /** Remembers {@code id} for {@code owner}, forgetting what any other owner remembered. */
  public void remember(Object owner, int id) {
    note = new Note(owner, id);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
