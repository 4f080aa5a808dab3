package dev.sonatina.engine.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A store for each test, and short ways to write to it and to read from it. */
public abstract class StoreFixture {

  protected Store store;

  /** Opens an empty store whose transactions wait for one another for 50 ms. */
  protected abstract Store open();

  /** Looks for damage in the files of a store that has been closed. */
  protected void checkAfterClose() {}

  @BeforeEach
  void openStore() {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
    checkAfterClose();
  }

  protected final Store store() {
    return store;
  }

  protected final int createCollection(String name) {
    try (Transaction transaction = store.begin()) {
      int number = transaction.createCollection(name);
      transaction.commit(false);
      return number;
    }
  }

  protected final long append(int collection, String text) {
    try (Transaction transaction = store.begin()) {
      long id = append(transaction, collection, text);
      transaction.commit(false);
      return id;
    }
  }

  protected final void erase(int collection, long... ids) {
    try (Transaction transaction = store.begin()) {
      for (long id : ids) {
        assertTrue(transaction.erase(collection, id));
      }
      transaction.commit(false);
    }
  }

  protected final String read(int collection, long id) {
    try (Snapshot snapshot = store.snapshot()) {
      return read(snapshot, collection, id);
    }
  }

  protected final List<String> scan(int collection, long fromId, long toId) {
    try (Snapshot snapshot = store.snapshot()) {
      return scan(snapshot, collection, fromId, toId);
    }
  }

  protected CollectionInfo info(String name) {
    try (Snapshot snapshot = store.snapshot()) {
      return info(snapshot, name);
    }
  }

  @NullUnmarked // Tests that expect no collection compare with null.
  protected static CollectionInfo info(StoreReader reader, String name) {
    return reader.collection(name);
  }

  public static long append(Transaction transaction, int collection, String text) {
    byte[] bytes = bytes(text);
    return transaction.append(collection, bytes, 0, bytes.length);
  }

  public static boolean replace(Transaction transaction, int collection, long id, String text) {
    byte[] bytes = bytes(text);
    return transaction.replace(collection, id, bytes, 0, bytes.length);
  }

  /** The text of a record, or null. */
  @NullUnmarked // Tests that expect no record compare with null.
  public static String read(StoreReader reader, int collection, long id) {
    RecordView view = new RecordView();
    return reader.read(collection, id, view) ? text(view) : null;
  }

  /** The records of a range, as {@code id=text}. */
  public static List<String> scan(StoreReader reader, int collection, long fromId, long toId) {
    List<String> found = new ArrayList<>();
    RecordView view = new RecordView();
    try (RecordCursor cursor = reader.scan(collection, fromId, toId)) {
      while (cursor.next(view)) {
        found.add(cursor.id() + "=" + text(view));
      }
    }
    return found;
  }

  protected static String text(RecordView view) {
    return new String(view.toBytes(), UTF_8);
  }

  public static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
