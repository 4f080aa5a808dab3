package dev.sonatina.jx9.value;

/**
 * The order of the entries of a {@link MapValue}: their positions, and the cursor, which is one of
 * them.
 *
 * <p>Methods that take a position take one that was answered here, of an entry that is still there.
 */
abstract sealed class OrderedEntries extends EntryTable permits MapValue {
  private int cursor = NONE;

  /** Takes the entries over from where they still are, if that has not happened. */
  abstract void load();

  /** The position of the first entry, {@link #NONE} if the map is empty. */
  public final int firstPosition() {
    load();
    return count() == 0 ? NONE : 0;
  }

  /** The position of the last entry, {@link #NONE} if the map is empty. */
  public final int lastPosition() {
    load();
    return count() - 1;
  }

  /** The position after {@code position}, {@link #NONE} after the last. */
  public final int positionAfter(int position) {
    return position + 1 < count() ? position + 1 : NONE;
  }

  /** The key at a position. */
  public final Value keyAt(int position) {
    StringValue name = nameAt(position);
    return name != null ? name : IntValue.of(indexAt(position));
  }

  // --- the cursor

  /** The cursor: a position, or {@link #NONE} past the end. */
  public final int cursor() {
    load();
    return cursor;
  }

  /** Moves the cursor to the first entry. */
  public final void reset() {
    cursor = firstPosition();
  }

  /** Moves the cursor to the last entry. */
  public final void moveToEnd() {
    cursor = lastPosition();
  }

  /** Moves the cursor one entry on; from the last it leaves the map. */
  public final void moveNext() {
    advance();
  }

  /** Moves the cursor one entry back; from the first it leaves the map. */
  public final void movePrevious() {
    load();
    if (cursor != NONE) {
      cursor--;
    }
  }

  /**
   * The position at the cursor, which moves one entry on; {@link #NONE} if it is past the end. One
   * step of {@code foreach}.
   */
  public final int advance() {
    load();
    int at = cursor;
    if (at != NONE) {
      cursor = positionAfter(at);
    }
    return at;
  }

  /** Before an entry is added: in an empty map the cursor will be there. */
  final void noteGrowth() {
    if (count() == 0) {
      cursor = 0;
    }
  }
}
