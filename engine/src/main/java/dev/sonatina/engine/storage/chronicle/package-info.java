/**
 * A mirror of the log store in Chronicle Maps, for other processes of the host that read live
 * records without going through a server. The only home of Chronicle's classes, which are touched
 * when such a store is opened and not before.
 *
 * <p>Relies on {@code engine.storage}, {@code engine.storage.log}, {@code engine.vfs} and the
 * exceptions of {@code engine.api}. Chronicle maps and grows its own files; everything else goes
 * through {@code engine.vfs}. Read {@link dev.sonatina.engine.storage.chronicle.ChronicleStore}
 * first, then {@link dev.sonatina.engine.storage.chronicle.MirrorFiles} for what lies where.
 */
@NullMarked
package dev.sonatina.engine.storage.chronicle;

import org.jspecify.annotations.NullMarked;
