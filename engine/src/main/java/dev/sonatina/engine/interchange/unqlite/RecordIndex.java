package dev.sonatina.engine.interchange.unqlite;

import dev.sonatina.jx9.value.StringValue;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the records of a file lie, in the order of their collections and ids.
 *
 * <p>The file knows no order but that of hashes, and memory may not hold the places of all its
 * records. So the index holds the next so many in order, and is {@linkplain #load loaded} again
 * when they are used up, by walking over all cells anew. A record has the number {@code collection
 * << 43 | id}, with the collection's place in the list.
 */
final class RecordIndex {

  private static final int ID_BITS = 43;
  static final int COLLECTIONS_MAX = 1 << (63 - ID_BITS);
  private static final int CAPACITY = 1 << 19;

  private final HashStore store;
  private final List<UnqliteCollection> collections;
  private final Map<StringValue, Integer> places = new HashMap<>();
  private final Set<StringValue> recordLikeNames = new HashSet<>();
  private final boolean isSalvage;
  private final int capacity;

  /** The window being loaded. */
  private long[] numbers = new long[0];

  private long[] cells = new long[0];
  private int size;

  /** Records from here on do not fit. */
  private long loadedTo;

  /**
   * An index over all records, not loaded yet.
   *
   * @param isSalvage whether to look into every page for records, and take those too that their
   *     collection does not know of
   */
  RecordIndex(HashStore store, List<UnqliteCollection> collections, boolean isSalvage) {
    this(store, collections, isSalvage, CAPACITY);
  }

  RecordIndex(
      HashStore store, List<UnqliteCollection> collections, boolean isSalvage, int capacity) {
    this.store = store;
    this.collections = collections;
    this.isSalvage = isSalvage;
    this.capacity = capacity;
    for (UnqliteCollection collection : collections) {
      places.put(collection.name(), places.size());
    }
    for (UnqliteCollection collection : collections) {
      StringValue name = collection.name();
      if (RecordKey.separator(name.bytes(), name.length()) >= 0) {
        recordLikeNames.add(name);
      }
    }
  }

  /** The number of a record, or, with id 0, of where its collection starts. */
  static long number(int collection, long id) {
    return (long) collection << ID_BITS | id;
  }

  static int collectionOf(long number) {
    return (int) (number >>> ID_BITS);
  }

  static long idOf(long number) {
    return number & ((1L << ID_BITS) - 1);
  }

  /** The number of the record that a key stands for, -1 if it stands for none. */
  long numberOf(byte[] key, int length) {
    int separator = RecordKey.separator(key, length);
    if (separator < 0) {
      return -1;
    }
    Integer place = places.get(StringValue.of(key, 0, separator));
    if (place == null) {
      return -1;
    }
    long id = RecordKey.id(key, separator, length);
    boolean isKnown = isSalvage || id < collections.get(place).nextId();
    return isKnown ? number(place, id) : -1;
  }

  /** The first records from one number up to, not including, another: as many as fit a window. */
  RecordWindow load(long from, long to) {
    size = 0;
    loadedTo = to;
    numbers = new long[Math.min(capacity, 1024)];
    cells = new long[numbers.length];
    HashStore.Visitor collector =
        (cell, key) -> {
          long number = numberOf(key.bytes(), key.length());
          if (number >= from && number < loadedTo && !isHeader(key)) {
            add(number, RecordWindow.place(cell));
          }
        };
    if (isSalvage) {
      store.sweep(collector);
    } else {
      store.walk(collector, false);
    }
    sort();
    return new RecordWindow(from, loadedTo, numbers, cells, size);
  }

  /** Whether a key that could be a record's is the name of a collection. */
  private boolean isHeader(ByteBuilder key) {
    return !recordLikeNames.isEmpty()
        && recordLikeNames.contains(StringValue.of(key.bytes(), 0, key.length()));
  }

  private void add(long number, long cell) {
    if (size == capacity) {
      keepFirstHalf();
      if (number >= loadedTo) {
        return;
      }
    }
    if (size == numbers.length) {
      int grown = Math.min(capacity, size * 2);
      numbers = Arrays.copyOf(numbers, grown);
      cells = Arrays.copyOf(cells, grown);
    }
    numbers[size] = number;
    cells[size] = cell;
    size++;
  }

  private void keepFirstHalf() {
    sort();
    if (size == capacity) {
      size = capacity / 2;
      loadedTo = numbers[size];
    }
  }

  /**
   * Sorts; of two cells with one key, which is damage, the last one found counts, as originally.
   */
  private void sort() {
    long[] sorted = Arrays.copyOf(numbers, size);
    Arrays.sort(sorted);
    int distinct = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[distinct++] = sorted[i];
      }
    }
    long[] sortedCells = new long[distinct];
    for (int i = 0; i < size; i++) {
      int place = Arrays.binarySearch(sorted, 0, distinct, numbers[i]);
      if (sortedCells[place] != 0) {
        store.damaged(
            RecordWindow.pageOf(cells[i]),
            RecordWindow.offsetOf(cells[i]),
            "a key that was there before");
      }
      sortedCells[place] = cells[i];
    }
    System.arraycopy(sorted, 0, numbers, 0, distinct);
    System.arraycopy(sortedCells, 0, cells, 0, distinct);
    size = distinct;
  }
}
