package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.storage.RecordCursor;
import dev.sonatina.engine.storage.RecordView;
import org.jspecify.annotations.Nullable;

/** Goes over a collection of a snapshot, block by block of its index. */
final class LogCursor implements RecordCursor {

  private static final IdIndex NOTHING = new IdIndex();
  private static final int MASK = IdIndex.FANOUT - 1;

  /** How many ids are looked ahead at once, a divisor of a block's size. */
  private static final int AHEAD = 16;

  private final LogSnapshot snapshot;
  private final int collection;
  private final IdIndex index;
  private final long end;
  private long next;
  private long id = -1;

  /** The slots of the block that the cursor is in. */
  private final long[] slots = new long[IdIndex.FANOUT];

  private final RecordPrefetch prefetch = new RecordPrefetch(AHEAD);

  /** What was read ahead goes here, so that it is read. */
  @SuppressWarnings("UnusedVariable")
  private int touched;

  /**
   * @param collection null for one that does not exist
   */
  LogCursor(LogSnapshot snapshot, @Nullable LogCollection collection, long fromId, long toId) {
    this.snapshot = snapshot;
    this.collection = collection == null ? -1 : collection.number();
    this.index = collection == null ? NOTHING : collection.index();
    this.next = Math.max(0, fromId);
    this.end = collection == null ? 0 : Math.min(toId, collection.nextId());
    enterBlock();
  }

  @Override
  public boolean next(RecordView view) {
    LogState state = snapshot.state();
    while (next < end) {
      id = next++;
      if ((id & (AHEAD - 1)) == 0) {
        prefetch(state.segments());
      }
      long slot = slots[(int) id & MASK];
      if ((next & MASK) == 0) {
        enterBlock();
      }
      if (slot != 0) {
        RecordLocator.locate(state.segments(), collection, id, slot, index, view);
        return true;
      }
    }
    return false;
  }

  /** Not beyond the end, where a writer may be filling slots with positions unknown here. */
  private void prefetch(SegmentSet segments) {
    int first = (int) id & MASK;
    int limit = first + (int) Math.min(AHEAD, end - id);
    for (int i = first; i < limit; i++) {
      prefetch.add(segments, slots[i] & ~IdIndex.CHECKED);
    }
    touched += prefetch.read();
  }

  private void enterBlock() {
    next = index.nextInBlock(next);
    SlotBlock block = next < end ? index.block(next) : null;
    if (block != null) {
      int first = (int) next & MASK;
      block.copyTo(slots, first, next, (int) Math.min(IdIndex.FANOUT - first, end - next));
    }
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public void close() {
    next = end;
  }
}
