package dev.sonatina.conformance.system;

import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.Durability;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Record;
import dev.sonatina.engine.api.Records;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.net.client.SonataClient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a collection of its own, one operation after the other, and notes outside of the server
 * what was acknowledged, what was refused and what is unknown. Used by one thread at a time.
 */
final class RecordingClient {

  private static final int BATCH_MAX = 20;

  private final String collection;
  private final RandomGenerator random;

  /** The text of each record that must be there. */
  private NavigableMap<Long, String> records = new TreeMap<>();

  private @Nullable Change underway;
  private boolean isCreated;
  private int texts;
  private long acknowledged;
  private long refused;
  private long unknown;

  /**
   * An operation that has not been answered.
   *
   * @param replaced new texts by id; null for a record to be erased
   * @param added texts to be stored
   */
  private record Change(Map<Long, @Nullable String> replaced, List<String> added) {}

  RecordingClient(String collection, long seed) {
    this.collection = collection;
    this.random = new SplittableRandom(seed);
  }

  long acknowledged() {
    return acknowledged;
  }

  long refused() {
    return refused;
  }

  long unknown() {
    return unknown;
  }

  /** Writes until the server does not answer any more. */
  void work(ServedProcess server, KilledServer.Operations operations) {
    try (SonataClient connection = SonataClient.connect(server.address())) {
      Database database = server.database(connection);
      if (!isCreated) {
        database.createCollection(collection);
        isCreated = true;
      }
      Collection target = database.collection(collection);
      while (true) {
        writeOnce(target);
        operations.acknowledged();
      }
    } catch (SonatinaException e) {
      if (e.code() != ErrorCode.UNAVAILABLE) {
        throw e;
      }
      unknown += underway == null ? 0 : 1;
    }
  }

  private void writeOnce(Collection target) {
    Durability durability = random.nextBoolean() ? Durability.COMMITTED : Durability.DEFERRED;
    int choice = random.nextInt(20);
    if (choice == 0) {
      storeHalfOfNonsense(target, durability);
    } else if (choice < 9 || records.size() < BATCH_MAX) {
      store(target, 1, durability);
    } else if (choice < 13) {
      store(target, 2 + random.nextInt(BATCH_MAX - 1), durability);
    } else if (choice < 16) {
      replace(target, durability);
    } else {
      erase(target, durability);
    }
  }

  private void store(Collection target, int count, Durability durability) {
    List<String> added = new ArrayList<>();
    while (added.size() < count) {
      added.add(nextText());
    }
    underway = new Change(Map.of(), added);
    long[] ids =
        count == 1
            ? new long[] {target.store(added.get(0), durability)}
            : target.storeAll(added, durability);
    for (int i = 0; i < count; i++) {
      records.put(ids[i], added.get(i));
    }
    acknowledge();
  }

  private void storeHalfOfNonsense(Collection target, Durability durability) {
    underway = new Change(Map.of(), List.of());
    try {
      target.storeAll(List.of(nextText(), "{\"seq\":"), durability);
      throw new AssertionError("nonsense was stored");
    } catch (SonatinaException e) {
      if (e.code() == ErrorCode.UNAVAILABLE) {
        throw e;
      }
      refused++;
      underway = null;
    }
  }

  private void replace(Collection target, Durability durability) {
    long[] ids = someIds();
    List<String> added = new ArrayList<>();
    Map<Long, @Nullable String> replaced = new TreeMap<>();
    for (long id : ids) {
      added.add(nextText());
      replaced.put(id, added.get(added.size() - 1));
    }
    underway = new Change(replaced, List.of());
    target.updateAll(ids, added, durability);
    records = applied(replaced);
    acknowledge();
  }

  private void erase(Collection target, Durability durability) {
    long[] ids = someIds();
    Map<Long, @Nullable String> replaced = new TreeMap<>();
    for (long id : ids) {
      replaced.put(id, null);
    }
    underway = new Change(replaced, List.of());
    target.eraseAll(ids, durability);
    records = applied(replaced);
    acknowledge();
  }

  private void acknowledge() {
    underway = null;
    acknowledged++;
  }

  private long[] someIds() {
    List<Long> ids = new ArrayList<>(records.keySet());
    Collections.shuffle(ids, new java.util.Random(random.nextLong()));
    return ids.stream().limit(1 + random.nextInt(BATCH_MAX)).mapToLong(Long::longValue).toArray();
  }

  private String nextText() {
    int seq = texts++;
    return "{\"seq\":" + seq + ",\"fill\":\"" + "x".repeat(random.nextInt(400)) + "\"}";
  }

  private NavigableMap<Long, String> applied(Map<Long, @Nullable String> replaced) {
    NavigableMap<Long, String> result = new TreeMap<>(records);
    replaced.forEach(
        (id, text) -> {
          if (text == null) {
            result.remove(id);
          } else {
            result.put(id, text);
          }
        });
    return result;
  }

  /** Compares what the server has with the notes. What was unknown is known afterwards. */
  void check(Database database, String what) {
    if (!isCreated && !database.hasCollection(collection)) {
      return;
    }
    isCreated = true;
    NavigableMap<Long, String> found = read(database.collection(collection));
    Change change = underway;
    if (!found.equals(records) && (change == null || !isResultOf(change, found))) {
      throw new AssertionError(
          what + ", " + collection + ": underway " + change + ", " + difference(found));
    }
    records = found;
    underway = null;
  }

  /** Whether this is what the whole of a change leads to. */
  private boolean isResultOf(Change change, NavigableMap<Long, String> found) {
    NavigableMap<Long, String> rest = new TreeMap<>(found);
    NavigableMap<Long, String> expected = applied(change.replaced);
    rest.keySet().removeAll(expected.keySet());
    if (!List.copyOf(rest.values()).equals(change.added)) {
      return false;
    }
    expected.putAll(rest);
    return found.equals(expected);
  }

  private String difference(NavigableMap<Long, String> found) {
    NavigableMap<Long, String> missing = new TreeMap<>(records);
    missing.entrySet().removeAll(found.entrySet());
    NavigableMap<Long, String> unexpected = new TreeMap<>(found);
    unexpected.entrySet().removeAll(records.entrySet());
    return "missing " + missing + ", unexpected " + unexpected;
  }

  /** All records, without the member that tells their id. */
  private static NavigableMap<Long, String> read(Collection from) {
    NavigableMap<Long, String> found = new TreeMap<>();
    try (Records all = from.all()) {
      for (Record record : all) {
        String text = record.json();
        found.put(record.id(), text.substring(0, text.lastIndexOf(",\"__id\":")) + "}");
      }
    }
    return found;
  }
}
