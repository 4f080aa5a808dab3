/**
 * The {@code .unqlite} file format: pages, hot journals, the linear-hash store, collections and
 * FastJson, read with bounded memory and written in bulk.
 *
 * <p>Relies on {@code engine.vfs} for files, {@code engine.api} for errors, {@code engine.record}
 * and {@code jx9.value} for records and decoded values; it knows nothing of Sonatina's own stores.
 * Read {@link dev.sonatina.engine.interchange.unqlite.UnqliteFile} first, then {@link
 * dev.sonatina.engine.interchange.unqlite.HashStore}.
 */
@NullMarked
package dev.sonatina.engine.interchange.unqlite;

import org.jspecify.annotations.NullMarked;
