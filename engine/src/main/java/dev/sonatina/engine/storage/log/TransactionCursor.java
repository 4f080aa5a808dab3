package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.storage.RecordCursor;
import dev.sonatina.engine.storage.RecordView;

/** Goes over a collection as its transaction sees it, reading one id after the other. */
final class TransactionCursor implements RecordCursor {

  private final LogTransaction transaction;
  private final int collection;
  private final long end;
  private long next;
  private long id = -1;

  TransactionCursor(LogTransaction transaction, int collection, long start, long end) {
    this.transaction = transaction;
    this.collection = collection;
    this.next = start;
    this.end = end;
  }

  @Override
  public boolean next(RecordView view) {
    while ((next = transaction.nextInBlock(collection, next)) < end) {
      id = next++;
      if (transaction.read(collection, id, view)) {
        return true;
      }
    }
    return false;
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
