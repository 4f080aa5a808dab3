package dev.sonatina.engine;

import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.Records;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a database ought to hold, kept in plain maps. */
final class DatabaseModel {

  /** A collection: the texts of its records as they were given, by their ids. */
  static final class Content {
    private final String name;
    private final int number;
    private final TreeMap<Long, String> records = new TreeMap<>();
    private long nextId;

    private Content(String name, int number) {
      this.name = name;
      this.number = number;
    }

    long nextId() {
      return nextId;
    }

    boolean has(long id) {
      return records.containsKey(id);
    }

    long store(String record) {
      records.put(nextId, record);
      return nextId++;
    }

    boolean update(long id, String record) {
      return records.replace(id, record) != null;
    }

    boolean erase(long id) {
      return records.remove(id) != null;
    }
  }

  private final TreeMap<Integer, Content> collections = new TreeMap<>();
  private final Map<Integer, Long> droppedNextIds = new HashMap<>();
  private int nextNumber;

  DatabaseModel copy() {
    DatabaseModel copy = new DatabaseModel();
    collections.forEach(
        (number, each) -> {
          Content content = new Content(each.name, number);
          content.records.putAll(each.records);
          content.nextId = each.nextId;
          copy.collections.put(number, content);
        });
    copy.droppedNextIds.putAll(droppedNextIds);
    copy.nextNumber = nextNumber;
    return copy;
  }

  /** This model after a transaction that led to another one was rolled back: ids stay used. */
  DatabaseModel afterRollbackOf(DatabaseModel other) {
    DatabaseModel result = copy();
    result.collections.forEach(
        (number, each) -> {
          Content there = other.collections.get(number);
          each.nextId =
              Math.max(
                  each.nextId,
                  there != null ? there.nextId : other.droppedNextIds.getOrDefault(number, 0L));
        });
    result.nextNumber = Math.max(nextNumber, other.nextNumber);
    return result;
  }

  @Nullable Content find(String name) {
    Optional<Content> found =
        collections.values().stream().filter(each -> each.name.equals(name)).findFirst();
    return found.orElse(null);
  }

  boolean create(String name) {
    if (find(name) != null) {
      return false;
    }
    collections.put(nextNumber, new Content(name, nextNumber));
    nextNumber++;
    return true;
  }

  boolean drop(String name) {
    Content dropped = find(name);
    if (dropped == null) {
      return false;
    }
    collections.remove(dropped.number);
    droppedNextIds.put(dropped.number, dropped.nextId);
    return true;
  }

  /** The content as one text, as {@link #text(Database)} gives it. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (Content each : collections.values()) {
      text.append(each.name).append(' ').append(each.nextId).append(' ');
      text.append(each.records.size()).append('\n');
      each.records.forEach((id, record) -> text.append(withId(record, id)).append('\n'));
    }
    return text.toString();
  }

  private static String withId(String record, long id) {
    return record.substring(0, record.length() - 1) + ",\"__id\":" + id + "}";
  }

  /** What a database holds. */
  static String text(Database database) {
    StringBuilder text = new StringBuilder();
    for (String name : database.collectionNames()) {
      Collection collection = database.collection(name);
      long nextId = collection.lastId().orElse(-1) + 1;
      text.append(name).append(' ').append(nextId).append(' ');
      text.append(collection.size()).append('\n');
      try (Records records = collection.all()) {
        records.forEach(record -> text.append(record.json()).append('\n'));
      }
    }
    return text.toString();
  }
}
