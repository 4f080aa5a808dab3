package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.storage.StoreFixture;
import dev.sonatina.engine.storage.Transaction;
import dev.sonatina.engine.vfs.Vfs;
import java.nio.file.Path;

/**
 * A program that stores records one by one, on one thread, and says on standard output what became
 * of each: {@code done}, {@code refused} or {@code unknown}. Another one can watch it and make its
 * calls to the kernel fail.
 */
final class FaultWorker {

  /** How many records it tries to store; small files make it use every kind of call. */
  static final int RECORDS = 20;

  private FaultWorker() {}

  public static void main(String[] arguments) {
    LogOptions options = LogStoreCrashTest.options(1).withSizes(1024, 400).withTail(2_000, 1 << 20);
    try (LogStore store = LogStore.open(Vfs.local(), Path.of(arguments[0]), options)) {
      for (int i = 0; i < RECORDS; i++) {
        TestProfile.print(store(store, i) + " " + text(i));
      }
    } catch (StorageException e) {
      TestProfile.print("failed " + e.getMessage());
    }
  }

  private static String store(LogStore store, int number) {
    try (Transaction transaction = store.begin()) {
      int collection = transaction.collections().isEmpty() ? transaction.createCollection("a") : 0;
      StoreFixture.append(transaction, collection, text(number));
      transaction.commit(number % 2 == 0);
      return "done";
    } catch (StorageException e) {
      return String.valueOf(e.getMessage()).contains("unknown") ? "unknown" : "refused";
    }
  }

  /** The record of this number. */
  static String text(int number) {
    return "record" + number + "x".repeat(7 * number);
  }
}
