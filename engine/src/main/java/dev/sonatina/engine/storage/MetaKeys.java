package dev.sonatina.engine.storage;

/** Keys of the meta area that more than one part of the engine uses. */
public final class MetaKeys {

  private MetaKeys() {}

  /**
   * Under which key the schema of a collection lies: an encoded record, an array that holds the
   * schema as its only element, so that no member of it is taken for a record's id.
   */
  public static String schema(int collection) {
    return "schema/" + collection;
  }
}
