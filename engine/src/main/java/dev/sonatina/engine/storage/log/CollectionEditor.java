package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.storage.CollectionInfo;

/**
 * A collection while a transaction changes it; see {@link StateEditor}. The records it is given
 * have just been written, or read with their checksums compared, so they count as checked.
 */
final class CollectionEditor {

  private final int number;
  private final String name;
  private final long createdMillis;
  private final long firstNewId;
  private final Object token;
  private final IdIndex before;
  private final SegmentUsage.Editor usage;
  private IdIndex index;
  private long nextId;
  private long count;
  private boolean dropped;

  CollectionEditor(LogCollection base, Object token) {
    number = base.number();
    name = base.name();
    createdMillis = base.createdMillis();
    firstNewId = base.nextId();
    nextId = base.nextId();
    count = base.count();
    before = base.index();
    index = before;
    usage = new SegmentUsage.Editor(base.usage());
    this.token = token;
  }

  String name() {
    return name;
  }

  long nextId() {
    return nextId;
  }

  IdIndex index() {
    return index;
  }

  CollectionInfo info() {
    return new CollectionInfo(number, name, createdMillis, nextId, count);
  }

  /** Puts a record at an id that had none. */
  void add(long id, long position, int entryLength) {
    index =
        id >= firstNewId
            ? index.append(id, position | IdIndex.CHECKED, token)
            : index.with(id, position | IdIndex.CHECKED, token);
    nextId = Math.max(nextId, id + 1);
    count++;
    usage.add(Position.segment(position), entryLength);
  }

  /** Puts another record in the place of one. */
  void replace(long id, long position, int entryLength, long oldPosition, int oldLength) {
    index = index.with(id, position | IdIndex.CHECKED, token);
    usage.remove(Position.segment(oldPosition), oldLength);
    usage.add(Position.segment(position), entryLength);
  }

  void erase(long id, long oldPosition, int oldLength) {
    index = index.with(id, 0, token);
    count--;
    usage.remove(Position.segment(oldPosition), oldLength);
  }

  /** Counts the ids below this one as handed out. */
  void raiseNextId(long newNextId) {
    nextId = Math.max(nextId, newNextId);
  }

  void drop() {
    dropped = true;
  }

  boolean isDropped() {
    return dropped;
  }

  LogCollection done() {
    return new LogCollection(number, name, createdMillis, nextId, count, index, usage.done());
  }

  /**
   * Takes back what was filled in place.
   *
   * @return what the next id must be, since some have been handed out
   */
  long undo() {
    before.clear(firstNewId, nextId);
    return nextId;
  }
}
