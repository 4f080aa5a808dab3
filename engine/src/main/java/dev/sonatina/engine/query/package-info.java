/**
 * Databases over a store: collections, filters, scripts and the {@code db_*} functions that scripts
 * call.
 *
 * <p>Relies on the language, on {@code engine.api}, {@code engine.record} and {@code
 * engine.storage}; it knows no kind of store. Read {@link
 * dev.sonatina.engine.query.EmbeddedDatabase} first.
 */
@NullMarked
package dev.sonatina.engine.query;

import org.jspecify.annotations.NullMarked;
