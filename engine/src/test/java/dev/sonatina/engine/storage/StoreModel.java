package dev.sonatina.engine.storage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** What a store ought to hold, kept in plain maps. */
public final class StoreModel {

  private static final class ModelCollection {
    final String name;
    long nextId;
    final TreeMap<Long, String> records = new TreeMap<>();

    ModelCollection(String name) {
      this.name = name;
    }

    ModelCollection copy() {
      ModelCollection copy = new ModelCollection(name);
      copy.nextId = nextId;
      copy.records.putAll(records);
      return copy;
    }
  }

  private final TreeMap<Integer, ModelCollection> collections = new TreeMap<>();
  private final TreeMap<Integer, Long> droppedNextIds = new TreeMap<>();
  private final TreeMap<Integer, String> keys = new TreeMap<>();
  private final TreeMap<String, String> meta = new TreeMap<>();
  private int nextCollection;

  /** A model of its own with the same content. */
  public StoreModel copy() {
    StoreModel copy = new StoreModel();
    collections.forEach((number, each) -> copy.collections.put(number, each.copy()));
    copy.droppedNextIds.putAll(droppedNextIds);
    copy.keys.putAll(keys);
    copy.meta.putAll(meta);
    copy.nextCollection = nextCollection;
    return copy;
  }

  /** This model, after a transaction that led to another one was rolled back. */
  public StoreModel afterRollbackOf(StoreModel other) {
    StoreModel result = copy();
    result.collections.forEach(
        (number, each) -> {
          ModelCollection there = other.collections.get(number);
          long nextId =
              there != null ? there.nextId : other.droppedNextIds.getOrDefault(number, 0L);
          each.nextId = Math.max(each.nextId, nextId);
        });
    return result;
  }

  /** The number that the next collection gets, which the text does not tell. */
  public int nextCollection() {
    return nextCollection;
  }

  /** The content as one text, in the form that {@link StoreText} gives of a store. */
  public String text() {
    StringBuilder text = new StringBuilder();
    collections.forEach(
        (number, each) -> {
          text.append(number).append(' ').append(each.name).append(' ').append(each.nextId);
          text.append(' ').append(each.records.size()).append(':');
          each.records.forEach(
              (id, record) -> text.append(' ').append(id).append('=').append(record));
          text.append('\n');
        });
    keys.forEach((keyId, name) -> text.append(keyId).append('=').append(name).append('\n'));
    meta.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    return text.toString();
  }

  /** Makes one random change, here and in a transaction, and compares the answers. */
  public void change(Transaction transaction, RandomGenerator random) {
    List<Integer> numbers = new ArrayList<>(collections.keySet());
    int choice = numbers.isEmpty() ? 0 : random.nextInt(40);
    if (choice == 0) {
      create(transaction);
      return;
    }
    int number = numbers.get(random.nextInt(numbers.size()));
    ModelCollection collection = Objects.requireNonNull(collections.get(number));
    long id = random.nextLong(collection.nextId + 2) - 1; // Also ids that are not there.
    String record = record(random);
    byte[] bytes = record.getBytes(ISO_8859_1);
    switch (choice) {
      case 1 -> {
        transaction.dropCollection(number);
        collections.remove(number);
        droppedNextIds.put(number, collection.nextId);
      }
      case 2 -> {
        int keyId = random.nextInt(20);
        String name = keys.computeIfAbsent(keyId, key -> "key" + key);
        transaction.addKey(keyId, name.getBytes(ISO_8859_1));
      }
      case 3 -> {
        transaction.putMeta("m" + id % 3, bytes);
        meta.put("m" + id % 3, record);
      }
      case 4 -> {
        boolean wasThere = meta.remove("m" + id % 3) != null;
        expect(wasThere, transaction.removeMeta("m" + id % 3));
      }
      case 5 -> {
        transaction.skipIds(number, id + 5);
        collection.nextId = Math.max(collection.nextId, id + 5);
      }
      case 6, 7, 8, 9, 10, 11 -> {
        boolean wasThere = collection.records.remove(id) != null;
        expect(wasThere, transaction.erase(number, id));
      }
      case 12, 13, 14, 15, 16, 17, 18, 19 -> {
        boolean wasThere = collection.records.replace(id, record) != null;
        expect(wasThere, transaction.replace(number, id, bytes, 0, bytes.length));
      }
      default -> {
        expect(collection.nextId, transaction.append(number, bytes, 0, bytes.length));
        collection.records.put(collection.nextId++, record);
      }
    }
  }

  private void create(Transaction transaction) {
    String name = "c" + nextCollection;
    expect(nextCollection, transaction.createCollection(name));
    collections.put(nextCollection, new ModelCollection(name));
    nextCollection++;
  }

  private static String record(RandomGenerator random) {
    int length = random.nextInt(random.nextInt(12) == 0 ? 700 : 50);
    StringBuilder record = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      record.append((char) ('a' + random.nextInt(26)));
    }
    return record.toString();
  }

  private static void expect(Object expected, Object found) {
    if (!expected.equals(found)) {
      throw new AssertionError("expected " + expected + ", found " + found);
    }
  }
}
