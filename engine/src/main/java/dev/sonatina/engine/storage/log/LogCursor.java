package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.storage.RecordCursor;
import dev.sonatina.engine.storage.RecordView;
import org.jspecify.annotations.Nullable;

/** Goes over a collection of a snapshot, block by block of its index. */
final class LogCursor implements RecordCursor {

  private static final long[] NO_BLOCK = new long[IdIndex.FANOUT];
  private static final IdIndex NOTHING = new IdIndex();
  private static final int MASK = IdIndex.FANOUT - 1;

  private final LogSnapshot snapshot;
  private final int collection;
  private final IdIndex index;
  private final long end;
  private long next;
  private long id = -1;
  private long[] block = NO_BLOCK;

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
      long slot = block[(int) id & MASK];
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

  private void enterBlock() {
    next = index.nextInBlock(next);
    long[] found = next < end ? index.block(next) : null;
    block = found == null ? NO_BLOCK : found;
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
