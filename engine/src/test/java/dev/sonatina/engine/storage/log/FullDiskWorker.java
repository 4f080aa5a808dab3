package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.storage.StoreFixture;
import dev.sonatina.engine.storage.Transaction;
import dev.sonatina.engine.vfs.Vfs;
import java.nio.file.Path;

/**
 * A program that stores small records until the disk is full, says on standard output how many were
 * acknowledged, and ends as if it had been killed.
 */
final class FullDiskWorker {

  private FullDiskWorker() {}

  public static void main(String[] arguments) {
    LogStore store = LogStore.open(Vfs.local(), Path.of(arguments[0]), LogOptions.defaults());
    int acknowledged = 0;
    try {
      while (true) {
        try (Transaction transaction = store.begin()) {
          int collection =
              transaction.collections().isEmpty() ? transaction.createCollection("a") : 0;
          StoreFixture.append(transaction, collection, "record" + acknowledged + "x".repeat(100));
          transaction.commit(false);
          acknowledged++;
        }
      }
    } catch (StorageException e) {
      TestProfile.print(acknowledged + " " + e.code());
      Runtime.getRuntime().halt(0);
    }
  }
}
