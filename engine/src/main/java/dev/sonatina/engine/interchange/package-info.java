/**
 * Records in other forms, in and out: JSON Lines, JSON and CSV, which are read, and the {@code
 * .unqlite} files of the original, which are imported, exported, read as they are, and stand beside
 * stores that are published as them.
 *
 * <p>May rely on {@code engine.api}, {@code engine.record}, {@code engine.storage}, {@code
 * engine.vfs} and {@code jx9.value}. Read {@link dev.sonatina.engine.interchange.UnqliteImport} and
 * {@link dev.sonatina.engine.interchange.PublishedStore} first.
 */
@NullMarked
package dev.sonatina.engine.interchange;

import org.jspecify.annotations.NullMarked;
