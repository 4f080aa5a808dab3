package dev.sonatina.engine.storage.log;

import org.jspecify.annotations.Nullable;

/**
 * Where the records of a collection lie: an array from id to position, 8 bytes each.
 *
 * <p>An index is shared by snapshots and one writer without locks. The problem: a snapshot must
 * keep seeing its positions while the writer goes on, yet copying 80 MB per commit is out of the
 * question. The array is therefore cut into a radix tree of blocks of {@value #FANOUT}, and there
 * are two ways to change it:
 *
 * <ul>
 *   <li>{@link #with} replaces the position of an id that readers may know. It copies the blocks on
 *       the way to it (unless the same editor copied them before) and returns a new tree, which
 *       shares the rest.
 *   <li>{@link #append} sets the position of an id that no reader knows, because every reader stops
 *       at the next id of its own snapshot. Nobody looks there, so the block is filled in place.
 *       Readers of the next state see it, since that state is published by a volatile write. A
 *       writer that rolls back must {@link #clear} what it appended.
 * </ul>
 *
 * A slot holds 0 for an absent record, otherwise its position, with the sign bit set once this
 * process has checked the record's checksum. Readers set that bit where they find it unset; if a
 * block is being copied meanwhile the note may get lost, and the record is checked once more.
 */
final class IdIndex {

  /** Set in a slot whose record has been checked. */
  static final long CHECKED = Long.MIN_VALUE;

  static final int BITS = 9;

  /** Number of slots in a block. */
  static final int FANOUT = 1 << BITS;

  private static final int MASK = FANOUT - 1;

  private final Object root;
  private final int level;

  /** An empty index. Each collection needs its own, because it is filled in place. */
  IdIndex() {
    this(new Leaf(null), 0);
  }

  private IdIndex(Object root, int level) {
    this.root = root;
    this.level = level;
  }

  /** The slot of an id: position and mark, or 0. */
  long get(long id) {
    long[] block = block(id);
    return block == null ? 0 : block[(int) id & MASK];
  }

  /** The block of slots that an id falls into, or null if all ids there are absent. */
  long @Nullable [] block(long id) {
    if (id >>> (BITS * (level + 1)) != 0) {
      return null;
    }
    Object node = root;
    for (int at = level; at > 0; at--) {
      node = ((Inner) node).children[(int) (id >>> (BITS * at)) & MASK];
      if (node == null) {
        return null;
      }
    }
    return ((Leaf) node).slots;
  }

  /** Notes that the record at this slot has been checked. */
  void markChecked(long id, long slot) {
    long[] block = block(id);
    if (block != null && block[(int) id & MASK] == slot) {
      block[(int) id & MASK] = slot | CHECKED;
    }
  }

  /** Sets the position of an id that no reader can know yet; see the class comment. */
  IdIndex append(long id, long position, Object editor) {
    IdIndex grown = grownFor(id, editor);
    Object node = grown.root;
    for (int at = grown.level; at > 0; at--) {
      node = ((Inner) node).childOrNew((int) (id >>> (BITS * at)) & MASK, at, editor);
    }
    ((Leaf) node).slots[(int) id & MASK] = position;
    return grown;
  }

  /** The index with another position (or 0) for an id. */
  IdIndex with(long id, long position, Object editor) {
    IdIndex grown = grownFor(id, editor);
    Object newRoot = editable(grown.root, editor);
    Object node = newRoot;
    for (int at = grown.level; at > 0; at--) {
      Inner inner = (Inner) node;
      int slot = (int) (id >>> (BITS * at)) & MASK;
      node = editable(inner.childOrNew(slot, at, editor), editor);
      inner.children[slot] = node;
    }
    ((Leaf) node).slots[(int) id & MASK] = position;
    return newRoot == grown.root ? grown : new IdIndex(newRoot, grown.level);
  }

  /** Takes back every {@link #append} of an id from {@code fromId} on and below {@code toId}. */
  void clear(long fromId, long toId) {
    for (long id = nextInBlock(fromId); id < toId; id = nextInBlock(id + 1)) {
      long[] block = block(id);
      if (block != null) {
        block[(int) id & MASK] = 0;
      }
    }
  }

  /**
   * The first id from this one on that falls into a block, so that large gaps are passed at once.
   *
   * @return {@link Long#MAX_VALUE} if there is none
   */
  long nextInBlock(long fromId) {
    long id = fromId;
    while (id >= 0 && id >>> (BITS * (level + 1)) == 0) {
      Object node = root;
      int at = level;
      while (at > 0 && node != null) {
        node = ((Inner) node).children[(int) (id >>> (BITS * at)) & MASK];
        at--;
      }
      if (node != null) {
        return id;
      }
      int bits = BITS * (at + 1);
      id = ((id >>> bits) + 1) << bits;
    }
    return Long.MAX_VALUE;
  }

  private IdIndex grownFor(long id, Object editor) {
    IdIndex grown = this;
    while (id >>> (BITS * (grown.level + 1)) != 0) {
      Inner above = new Inner(editor);
      above.children[0] = grown.root;
      grown = new IdIndex(above, grown.level + 1);
    }
    return grown;
  }

  private static Object editable(Object node, Object editor) {
    if (node instanceof Leaf leaf) {
      return leaf.editor == editor ? leaf : new Leaf(editor, leaf.slots.clone());
    }
    Inner inner = (Inner) node;
    return inner.editor == editor ? inner : new Inner(editor, inner.children.clone());
  }

  private static final class Leaf {
    final @Nullable Object editor;
    final long[] slots;

    Leaf(@Nullable Object editor) {
      this(editor, new long[FANOUT]);
    }

    Leaf(@Nullable Object editor, long[] slots) {
      this.editor = editor;
      this.slots = slots;
    }
  }

  private static final class Inner {
    final Object editor;
    final @Nullable Object[] children;

    Inner(Object editor) {
      this(editor, new Object[FANOUT]);
    }

    Inner(Object editor, @Nullable Object[] children) {
      this.editor = editor;
      this.children = children;
    }

    Object childOrNew(int slot, int level, Object newEditor) {
      Object child = children[slot];
      if (child == null) {
        child = level == 1 ? new Leaf(newEditor) : new Inner(newEditor);
        children[slot] = child;
      }
      return child;
    }
  }
}
