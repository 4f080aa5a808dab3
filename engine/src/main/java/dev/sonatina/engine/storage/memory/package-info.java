/**
 * A store on the heap, for unit tests and databases that need not last.
 *
 * <p>Relies on {@code engine.storage}, the exceptions of {@code engine.api} and, for backups,
 * {@code engine.storage.log} and {@code engine.vfs}. Read {@link
 * dev.sonatina.engine.storage.memory.MemoryStore} first.
 */
@NullMarked
package dev.sonatina.engine.storage.memory;

import org.jspecify.annotations.NullMarked;
