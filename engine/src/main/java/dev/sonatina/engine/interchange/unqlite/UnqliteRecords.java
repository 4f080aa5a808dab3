package dev.sonatina.engine.interchange.unqlite;

import dev.sonatina.engine.record.RecordVisitor;
import dev.sonatina.jx9.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records of a file in ascending order of collections and ids. Used by one thread, and not after
 * the file was closed.
 */
public final class UnqliteRecords {

  /** Where the places of records come from. */
  interface Windows {
    /** The window that records from this number on are in. */
    RecordWindow from(long number);
  }

  private final Pager pager;
  private final HashStore store;
  private final Windows windows;
  private final List<UnqliteCollection> collections;
  private final long to;

  private final FastJsonReader exact = FastJsonReader.exact();
  private final FastJsonReader recovering = FastJsonReader.recovering();
  private final ValueBuilder values = new ValueBuilder();
  private final ByteBuilder data = new ByteBuilder(4096);
  private final Cell cell = new Cell();
  private final PageSet claimed = new PageSet();

  private @Nullable RecordWindow window;
  private int index;
  private long from;
  private long number = -1;

  UnqliteRecords(
      Pager pager,
      HashStore store,
      Windows windows,
      List<UnqliteCollection> collections,
      long from,
      long to) {
    this.pager = pager;
    this.store = store;
    this.windows = windows;
    this.collections = collections;
    this.from = from;
    this.to = to;
  }

  /**
   * Goes on to the next record and reads its bytes; one that cannot be read whole is damage.
   *
   * @return false if there are no more
   */
  public boolean next() {
    for (RecordWindow found = findNext(); found != null; found = findNext()) {
      long page = found.page(index);
      cell.pointTo(page, pager.page(page), found.offset(index));
      number = found.number(index);
      index++;
      data.clear();
      if (store.claim(cell, claimed) && store.payloads().readData(cell, data)) {
        return true;
      }
    }
    number = -1;
    return false;
  }

  /** The collection of the record at hand. */
  public UnqliteCollection collection() {
    return collections.get(RecordIndex.collectionOf(number));
  }

  /** The id of the record at hand, which its key tells. */
  public long id() {
    return RecordIndex.idOf(number);
  }

  /** How many bytes of FastJson the record at hand has. */
  public int length() {
    return data.length();
  }

  /**
   * The record at hand as the original would hand it to a script, {@code __id} as it is stored.
   *
   * @return null if the original cannot read it
   */
  public @Nullable Value value() {
    values.reset();
    return exact.read(data.bytes(), 0, data.length(), values) ? values.result() : null;
  }

  /**
   * Tells of the record at hand; also of a bare int or an empty string, which the original stores
   * but cannot read.
   *
   * @return false, after damage was noted, if it cannot be read; part of it may have been told
   */
  public boolean tell(RecordVisitor visitor) {
    if (recovering.read(data.bytes(), 0, data.length(), visitor)) {
      return true;
    }
    pager
        .log()
        .damaged(
            cell.page(),
            cell.offset(),
            "record " + id() + " of '" + collection().name() + "': " + recovering.problem());
    return false;
  }

  /** The window with the next record, which is at the index then; null if there are no more. */
  private @Nullable RecordWindow findNext() {
    RecordWindow current = window;
    while (current == null || index == current.size()) {
      if (from >= to) {
        return null;
      }
      window = null; // Memory is for one of them.
      current = null;
      current = windows.from(from);
      index = current.firstFrom(from);
      from = current.to();
      window = current;
    }
    return current.number(index) < to ? current : null;
  }
}
