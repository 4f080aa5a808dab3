package dev.sonatina.engine.storage.log;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the records of a collection lie: an array from id to position, mostly 2.3 bytes each.
 *
 * <p>An index is shared by snapshots and one writer without locks. The problem: a snapshot must
 * keep seeing its positions while the writer goes on, yet copying megabytes per commit is out of
 * the question. The array is therefore cut into a radix tree of blocks of {@value #FANOUT}, and
 * there are two ways to change it:
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
 * A lookup in a large index mostly waits for memory, so it touches as few places as possible. Inner
 * nodes are bare arrays: they hold their children and, behind them, the editor that made each,
 * which may go on changing it; the leaves are {@link SlotBlock}s. Every object has a header of its
 * own to wait for, therefore {@value #SHARERS} blocks that are filled by {@link #append} lie in one
 * leaf, to which that many neighbouring children point, and further on all blocks below a node,
 * which the leaf stands in place of. Only those that {@link #with} copies get small ones of their
 * own.
 *
 * <p>A slot holds 0 for an absent record, otherwise its position, with the sign bit set once this
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

  /** How many blocks lie in a shared leaf; a power of 2. */
  private static final int SHARERS = 64;

  /** Number of slots in a leaf that stands in place of a node. */
  private static final int WIDE = FANOUT * FANOUT;

  private static final SlotBlock ABSENT = new SlotBlock(FANOUT);

  private final Object root;
  private final @Nullable Object rootEditor;
  private final int level;

  /** An empty index. Each collection needs its own, because it is filled in place. */
  IdIndex() {
    this(new SlotBlock(FANOUT), null, 0);
  }

  private IdIndex(Object root, @Nullable Object rootEditor, int level) {
    this.root = root;
    this.rootEditor = rootEditor;
    this.level = level;
  }

  /** The slot of an id: position and mark, or 0. */
  long get(long id) {
    SlotBlock block = block(id);
    return block == null ? 0 : block.get(id);
  }

  /**
   * The slots of several ids, from {@code ids[from]} on: as {@link #get} for each of them, but the
   * waits for memory overlap.
   *
   * @param limit ids that are not below it count as absent
   */
  void get(long[] ids, int from, long limit, long[] slots) {
    SlotBlock[] blocks = new SlotBlock[slots.length];
    for (int i = 0; i < slots.length; i++) {
      long id = ids[from + i];
      SlotBlock block = id < 0 || id >= limit ? null : block(id);
      blocks[i] = block == null ? ABSENT : block;
    }
    for (int i = 0; i < slots.length; i++) { // Little else to do, so that many are on their way.
      slots[i] = blocks[i].get(ids[from + i]);
    }
  }

  /** The leaf that an id falls into, or null if all ids there are absent. */
  @Nullable SlotBlock block(long id) {
    if (id >>> (BITS * (level + 1)) != 0) {
      return null;
    }
    Object node = root;
    for (int at = level; at > 0 && node instanceof Object[] inner; at--) {
      node = inner[slotOf(id, at)];
    }
    return (SlotBlock) node;
  }

  /** Notes that the record at this slot has been checked. */
  void markChecked(long id, long slot) {
    SlotBlock block = block(id);
    if (block != null) {
      block.markChecked(id, slot);
    }
  }

  /** Sets the position of an id that no reader can know yet; see the class comment. */
  IdIndex append(long id, long position, Object editor) {
    IdIndex grown = grownFor(id, editor);
    Object node = grown.root;
    for (int at = grown.level; at > 0 && node instanceof Object[] inner; at--) {
      node = childOrNew(inner, id, at, editor);
    }
    ((SlotBlock) node).set(id, position);
    return grown;
  }

  /**
   * Sets the slots from a first id on, as {@link #append} would one by one.
   *
   * @param firstId divisible by {@link #FANOUT}
   * @param slots at most {@link #FANOUT}
   */
  IdIndex append(long firstId, long[] slots, Object editor) {
    IdIndex grown = append(firstId, 0, editor);
    Objects.requireNonNull(grown.block(firstId)).fill(firstId, slots);
    return grown;
  }

  /** The index with another position (or 0) for an id. */
  IdIndex with(long id, long position, Object editor) {
    IdIndex grown = grownFor(id, editor);
    Object newRoot = grown.root;
    if (grown.rootEditor != editor) {
      newRoot = grown.level == 0 ? copyOfBlock(grown.root, id) : ((Object[]) grown.root).clone();
    }
    Object node = newRoot;
    for (int at = grown.level; at > 0 && node instanceof Object[] inner; at--) {
      node = childOrNew(inner, id, at, editor);
      int slot = slotOf(id, at);
      if (inner[FANOUT + slot] != editor) {
        node = at == 1 ? copyOfBlock(node, id) : copyOfNode(node);
        inner[slot] = node;
        inner[FANOUT + slot] = editor;
      }
    }
    ((SlotBlock) node).set(id, position);
    return newRoot == grown.root ? grown : new IdIndex(newRoot, editor, grown.level);
  }

  /** Takes back every {@link #append} of an id from {@code fromId} on and below {@code toId}. */
  void clear(long fromId, long toId) {
    for (long id = nextInBlock(fromId); id < toId; id = nextInBlock(id + 1)) {
      SlotBlock block = block(id);
      if (block != null) {
        block.clear(id);
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
      while (at > 0 && node instanceof Object[] inner) {
        node = inner[slotOf(id, at)];
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
      @Nullable Object[] above = new Object[2 * FANOUT];
      above[0] = grown.root;
      above[FANOUT] = grown.rootEditor;
      grown = new IdIndex(above, editor, grown.level + 1);
    }
    return grown;
  }

  private static int slotOf(long id, int level) {
    return (int) (id >>> (BITS * level)) & MASK;
  }

  private static Object childOrNew(@Nullable Object[] inner, long id, int level, Object editor) {
    int slot = slotOf(id, level);
    Object child = inner[slot];
    if (child == null) {
      int count = 1;
      if (level > 1) {
        child = level == 2 && startsWide(inner, id) ? new SlotBlock(WIDE) : new Object[2 * FANOUT];
      } else {
        count = startsShared(inner, id) ? SHARERS : 1;
        child = new SlotBlock(count * FANOUT);
      }
      Arrays.fill(inner, slot, slot + count, child);
      Arrays.fill(inner, FANOUT + slot, FANOUT + slot + count, editor);
    }
    return child;
  }

  /**
   * Whether an absent block is the first of those that can share a leaf. Not the first of all, as
   * most collections stay small.
   */
  private static boolean startsShared(@Nullable Object[] inner, long id) {
    int slot = slotOf(id, 1);
    if (slot % SHARERS != 0 || id < SHARERS * FANOUT) {
      return false;
    }
    for (int i = slot; i < slot + SHARERS; i++) {
      if (inner[i] != null) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a leaf shall stand in place of an absent node: where the ids before it are present, and
   * this is among its first.
   */
  private static boolean startsWide(@Nullable Object[] inner, long id) {
    int slot = slotOf(id, 2);
    return slotOf(id, 1) == 0 && slot > 0 && inner[slot - 1] != null;
  }

  /** The node, or one whose children all are the leaf that stands in its place. */
  private static Object copyOfNode(Object node) {
    if (node instanceof Object[] inner) {
      return inner.clone();
    }
    @Nullable Object[] children = new Object[2 * FANOUT];
    Arrays.fill(children, 0, FANOUT, node);
    return children;
  }

  private static SlotBlock copyOfBlock(Object block, long id) {
    return ((SlotBlock) block).copyOf(id & ~MASK, FANOUT);
  }
}
