package dev.sonatina.engine.interchange.unqlite;

import dev.sonatina.jx9.value.StringValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a walk over all keys of a store finds: the collections, which the format lists nowhere, and
 * whether the structure is sound. Immutable once it is made.
 */
final class KeySurvey {

  private final HashStore store;
  private final DamageLog log;
  private final List<UnqliteCollection> collections = new ArrayList<>();
  private final Map<StringValue, Integer> places = new HashMap<>();
  private final ByteBuilder header = new ByteBuilder(64);
  private long keyCount;

  private KeySurvey(HashStore store, DamageLog log) {
    this.store = store;
    this.log = log;
  }

  /** Goes over all keys, checking them. When salvaging, over all that can be found. */
  static KeySurvey of(HashStore store, DamageLog log) {
    KeySurvey survey = new KeySurvey(store, log);
    if (log.isStrict()) {
      store.walk(survey::look, true);
    } else {
      store.walk((cell, key) -> {}, true);
      store.sweep(survey::look);
    }
    survey.order();
    return survey;
  }

  /** The collections, ordered by the bytes of their names. */
  List<UnqliteCollection> collections() {
    return Collections.unmodifiableList(collections);
  }

  /** The place of a collection in the list, -1 if there is none of this name. */
  int place(StringValue name) {
    return places.getOrDefault(name, -1);
  }

  long keyCount() {
    return keyCount;
  }

  private void look(Cell cell, ByteBuilder key) {
    keyCount++;
    if (cell.dataLength() < UnqliteCollection.HEADER_SIZE) {
      return;
    }
    header.clear();
    PayloadReader payloads = store.payloads();
    boolean isHeader =
        payloads.readData(cell, 2, header)
            && UnqliteCollection.isHeader(header.bytes(), header.length(), cell.dataLength());
    header.clear();
    if (isHeader && payloads.readData(cell, header)) {
      add(cell, StringValue.of(key.toArray()));
    }
  }

  private void add(Cell cell, StringValue name) {
    UnqliteCollection found = UnqliteCollection.read(name, header.bytes(), header.length());
    if (!UnqliteFile.isPossibleNextId(found.nextId())) {
      log.damaged(cell.page(), cell.offset(), "next id " + found.nextId() + " of '" + name + "'");
    }
    collections.add(found);
  }

  private void order() {
    if (collections.size() > RecordIndex.COLLECTIONS_MAX) {
      throw log.fatal(0, 0, collections.size() + " collections");
    }
    collections.sort(Comparator.comparing(UnqliteCollection::name));
    for (UnqliteCollection collection : collections) {
      places.put(collection.name(), places.size());
    }
  }
}
