package dev.sonatina.engine.storage;

import org.jspecify.annotations.Nullable;

/**
 * Adds up what the changes of one transaction keep on the heap for as long as the store is open, in
 * bytes, roughly. For one thread at a time.
 */
public final class HeapGrowth {

  /** What a collection takes besides its name and its records. */
  private static final int COLLECTION_BYTES = 1024;

  /** What a value of the meta area, or the name of a member, takes besides its bytes. */
  private static final int ENTRY_BYTES = 128;

  /** A member's name is kept by the store, by the dictionary, and as escaped JSON. */
  private static final int NAME_COPIES = 4;

  private long bytes;

  /** What was added, less what was freed. */
  public long bytes() {
    return bytes;
  }

  public void addCollection(String name) {
    bytes += collection(name);
  }

  /**
   * Takes off a collection that is dropped, with its records.
   *
   * @param recordBytes what was counted for its records
   */
  public void removeCollection(String name, long recordBytes) {
    bytes -= collection(name) + recordBytes;
  }

  private static long collection(String name) {
    return COLLECTION_BYTES + (long) Character.BYTES * name.length();
  }

  /** Records that take this much more; less if negative. */
  public void addRecords(long recordBytes) {
    bytes += recordBytes;
  }

  /**
   * Counts a value of the metadata in the place of the former one.
   *
   * @param former what the key stood for, null if for nothing
   * @param value what it stands for now, null if for nothing
   */
  public void putMeta(String key, byte @Nullable [] former, byte @Nullable [] value) {
    bytes += meta(key, value) - meta(key, former);
  }

  private static long meta(String key, byte @Nullable [] value) {
    return value == null ? 0 : ENTRY_BYTES + (long) key.length() + value.length;
  }

  public void addMemberName(byte[] name) {
    bytes += ENTRY_BYTES + (long) NAME_COPIES * name.length;
  }
}
