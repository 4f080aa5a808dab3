package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.storage.StoreFixture;
import dev.sonatina.engine.storage.Transaction;
import dev.sonatina.engine.vfs.Vfs;
import java.io.IOException;
import java.nio.file.Path;

/** A process that opens the store given as argument, stores a record, says so and waits. */
final class LockHolder {

  private LockHolder() {}

  @SuppressWarnings("SystemOut") // The parent process waits for the output.
  public static void main(String[] arguments) throws IOException {
    LogStore store = LogStore.open(Vfs.local(), Path.of(arguments[0]), LogOptions.defaults());
    try (Transaction transaction = store.begin()) {
      int collection = transaction.createCollection("a");
      StoreFixture.append(transaction, collection, "from the other");
      transaction.commit(true);
    }
    System.out.println("open");
    System.out.flush();
    int end = System.in.read();
    if (end < 0) {
      store.close();
    }
  }
}
