package dev.sonatina.net.sonata.backend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Named lists of records on the heap, with null in the places of erased ones. Callers synchronise.
 *
 * @param <R> what is kept of a record
 */
final class HeapCollections<R> {

  private final Map<String, List<@Nullable R>> collections = new HashMap<>();

  void create(String name) {
    if (collections.putIfAbsent(name, new ArrayList<>()) != null) {
      throw new BackendFault(ErrorTexts.COLLECTION_EXISTS);
    }
  }

  boolean has(String name) {
    return collections.containsKey(name);
  }

  void drop(String name) {
    if (collections.remove(name) == null) {
      throw new BackendFault(ErrorTexts.COLLECTION_MISSING);
    }
  }

  /** The records by id. */
  List<@Nullable R> get(String name) {
    List<@Nullable R> records = collections.get(name);
    if (records == null) {
      throw new BackendFault(ErrorTexts.COLLECTION_MISSING);
    }
    return records;
  }

  /** The record of an id, null when it was erased. */
  @Nullable R at(String name, long id, String outOfRange) {
    List<@Nullable R> records = get(name);
    if (id < 0 || id >= records.size()) {
      throw new BackendFault(outOfRange);
    }
    return records.get((int) id);
  }

  long size(String name) {
    return get(name).stream().filter(record -> record != null).count();
  }

  long lastId(String name) {
    int count = get(name).size();
    if (count == 0) {
      throw new BackendFault(ErrorTexts.EMPTY_COLLECTION);
    }
    return count - 1L;
  }

  /** Replaces a record with nothing. */
  void erase(String name, long id) {
    if (at(name, id, ErrorTexts.INVALID_ID) == null) {
      throw new BackendFault(ErrorTexts.ALREADY_ERASED);
    }
    get(name).set((int) id, null);
  }

  void clear() {
    collections.clear();
  }
}
