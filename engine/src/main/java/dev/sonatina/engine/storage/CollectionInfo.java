package dev.sonatina.engine.storage;

/**
 * A collection as it stands in one state of a store.
 *
 * @param number how the store calls it; never used again for another collection
 * @param name how its users call it; unique in the database
 * @param createdMillis when it was created, milliseconds since 1970 UTC
 * @param nextId the id that the next record will get; also the count of ids handed out
 * @param count number of records that are there
 */
public record CollectionInfo(
    int number, String name, long createdMillis, long nextId, long count) {}
