/**
 * The door of the document store: how databases are opened.
 *
 * <p>Relies on the packages below it, which callers need not name, except {@code engine.api}. Read
 * {@link dev.sonatina.engine.Sonatina} first.
 */
@NullMarked
package dev.sonatina.engine;

import org.jspecify.annotations.NullMarked;
