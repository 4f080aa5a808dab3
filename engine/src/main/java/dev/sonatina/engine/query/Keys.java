package dev.sonatina.engine.query;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.record.KeyDictionary;
import dev.sonatina.engine.storage.StoreReader;
import dev.sonatina.engine.storage.Transaction;

/** Keeps the dictionary of member names in memory and the one in the store the same. */
final class Keys {

  private Keys() {}

  /** Reads the store's dictionary. */
  static KeyDictionary load(StoreReader reader) {
    KeyDictionary dictionary = new KeyDictionary();
    for (int number = 0; number < reader.keyLimit(); number++) {
      byte[] name = reader.key(number);
      if (name == null || !dictionary.load(number, name)) {
        throw new StorageException(
            ErrorCode.CORRUPT, "member name number " + number + " is missing or stands twice");
      }
    }
    return dictionary;
  }

  /**
   * Enters names that the store does not have yet, so that the records that follow in the
   * transaction can be read. Names seen by encoders of transactions that never came about are
   * entered too; that does no harm.
   */
  static void save(KeyDictionary dictionary, Transaction transaction) {
    int size = dictionary.size();
    for (int number = transaction.keyLimit(); number < size; number++) {
      transaction.addKey(number, dictionary.name(number));
    }
  }
}
