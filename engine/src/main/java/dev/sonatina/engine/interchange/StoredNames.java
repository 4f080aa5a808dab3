package dev.sonatina.engine.interchange;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.record.KeyDictionary;
import dev.sonatina.engine.storage.StoreReader;
import dev.sonatina.engine.storage.Transaction;

/** The dictionary of member names, between a store and memory. */
final class StoredNames {

  private StoredNames() {}

  static KeyDictionary load(StoreReader reader) {
    KeyDictionary dictionary = new KeyDictionary();
    for (int number = 0; number < reader.keyLimit(); number++) {
      byte[] name = reader.key(number);
      if (name == null || !dictionary.load(number, name)) {
        throw new StorageException(ErrorCode.CORRUPT, "member name " + number + " is damaged");
      }
    }
    return dictionary;
  }

  /** Stores the names that the store does not have yet. */
  static void save(KeyDictionary dictionary, Transaction transaction) {
    for (int number = transaction.keyLimit(); number < dictionary.size(); number++) {
      transaction.addKey(number, dictionary.name(number));
    }
  }
}
