/**
 * Every file operation that the engine makes, behind one interface, so that tests can fail, cut and
 * count any of them.
 *
 * <p>Relies on the JDK only. Read {@link dev.sonatina.engine.vfs.Vfs} first.
 */
@NullMarked
package dev.sonatina.engine.vfs;

import org.jspecify.annotations.NullMarked;
