package dev.sonatina.engine.storage.log;

import java.nio.file.Path;
import java.util.List;

/**
 * What {@link Recovery} found.
 *
 * @param storeId the store's id
 * @param state the state after the last transaction; the caller holds its segments
 * @param lastSequence number of the last transaction met in the log, complete or not
 * @param nextSegment the number for the next segment
 * @param syncedTo the position up to which the log is known to be synced
 * @param mayGoOn whether nothing lies behind the end of the log, so that it can be continued there;
 *     otherwise it goes on in a new segment
 * @param checkpoint number of the last checkpoint, 0 if there is none
 * @param useless files that do not belong to the store any more
 */
record Recovered(
    long storeId,
    LogState state,
    long lastSequence,
    int nextSegment,
    long syncedTo,
    boolean mayGoOn,
    int checkpoint,
    List<Path> useless) {}
