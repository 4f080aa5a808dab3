/**
 * The durable store: an append-only log of transactions in segment files, with an array of
 * positions per collection as its index.
 *
 * <p>Relies on {@code engine.storage}, {@code engine.vfs} and the exceptions of {@code engine.api}.
 * Read {@link dev.sonatina.engine.storage.log.LogStore} first, then {@link
 * dev.sonatina.engine.storage.log.LogFormat} for the bytes and {@link
 * dev.sonatina.engine.storage.log.Recovery} for what happens at opening, {@link
 * dev.sonatina.engine.storage.log.IdIndex} for how a record is found, and {@link
 * dev.sonatina.engine.storage.log.SyncGroup} for what an acknowledgement and a failure mean.
 */
@NullMarked
package dev.sonatina.engine.storage.log;

import org.jspecify.annotations.NullMarked;
