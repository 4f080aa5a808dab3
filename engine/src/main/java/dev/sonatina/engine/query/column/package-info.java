/**
 * Columns in memory over paths that filters compare: which records could match, found without
 * touching the records.
 *
 * <p>Relies on the values of the language, on {@code engine.record} and {@code engine.storage}.
 * Read {@link dev.sonatina.engine.query.column.CollectionColumns} first.
 */
@NullMarked
package dev.sonatina.engine.query.column;

import org.jspecify.annotations.NullMarked;
