package dev.sonatina.engine.storage;

import java.util.Objects;

/** Checks of arguments that every store makes alike, with the messages that tell what was wrong. */
public final class StoreArguments {

  private StoreArguments() {}

  /** Checks the bytes of a record to be stored. */
  public static void checkRecord(byte[] buffer, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    checkLength("record", length);
  }

  /** Checks the length of what is stored under a key of the meta area, with the key. */
  public static void checkMeta(byte[] key, byte[] value) {
    checkLength("meta", (long) key.length + value.length);
  }

  private static void checkLength(String what, long length) {
    if (length > Transaction.RECORD_LENGTH_MAX) {
      throw new IllegalArgumentException(
          what
              + " length: "
              + length
              + " (expected: at most "
              + Transaction.RECORD_LENGTH_MAX
              + ")");
    }
  }

  /** Checks a member name and its number. */
  public static void checkKey(int keyId, byte[] name) {
    checkLength("member name", name.length);
    if (keyId < 0 || keyId > Transaction.KEY_ID_MAX) {
      throw new IllegalArgumentException(
          "keyId: " + keyId + " (expected: 0.." + Transaction.KEY_ID_MAX + ")");
    }
  }

  /** The error for a write to a collection that is not there. */
  public static IllegalArgumentException noSuchCollection(int collection) {
    return new IllegalArgumentException("no collection has the number " + collection);
  }

  /** The error for a second collection of one name. */
  public static IllegalArgumentException collectionExists(String name) {
    return new IllegalArgumentException("there is a collection named " + name);
  }

  /** The error for a dictionary number that is taken. */
  public static IllegalArgumentException keyTaken(int keyId) {
    return new IllegalArgumentException("keyId " + keyId + " stands for another name");
  }
}
