package dev.sonatina.engine.interchange;

import java.util.List;

/**
 * What came out of a {@code .unqlite} file.
 *
 * @param collections how many collections were made
 * @param records how many records were stored
 * @param repairedIds records whose {@code __id} was not their id, as Sonata's bypass mode stores
 *     it; here an id is never wrong
 * @param otherKeys keys that belong to no collection, which stay behind
 * @param wasRolledBack whether a writer had died in a transaction, of which nothing was taken over
 * @param damageCount how much damage was found, when salvaging
 * @param damages the first of it, with page and offset
 * @param remarks oddities by which nothing was lost
 */
public record UnqliteImportReport(
    int collections,
    long records,
    long repairedIds,
    long otherKeys,
    boolean wasRolledBack,
    long damageCount,
    List<String> damages,
    List<String> remarks) {}
