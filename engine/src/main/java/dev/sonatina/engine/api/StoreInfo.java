package dev.sonatina.engine.api;

/**
 * Sizes and counts of a store at one moment.
 *
 * @param kind what the store is: {@code log}, {@code chronicle}, {@code memory} or {@code unqlite}
 * @param collections number of collections
 * @param records number of records in all collections
 * @param liveBytes bytes of the records that are there, with what the store adds to each
 * @param deadBytes bytes of replaced and erased records that compaction can give back
 * @param fileBytes bytes of all the store's files; 0 if it has none
 * @param segments number of segment files
 * @param tailBytes bytes of the log that opening after a crash would have to read
 * @param commits transactions committed since the store was opened
 * @param syncs syncs made for commits since the store was opened
 */
public record StoreInfo(
    String kind,
    int collections,
    long records,
    long liveBytes,
    long deadBytes,
    long fileBytes,
    int segments,
    long tailBytes,
    long commits,
    long syncs) {}
