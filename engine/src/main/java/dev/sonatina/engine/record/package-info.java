/**
 * The binary form in which records are stored: from JSON text and Jx9 values into it, from it to
 * JSON text, and a stored record seen as a Jx9 map without decoding it.
 *
 * <p>Relies on the values of the language, on the exceptions of {@code engine.api}, and on
 * Jackson's streaming parser, which has its home here. Read {@link
 * dev.sonatina.engine.record.RecordFormat} first.
 */
@NullMarked
package dev.sonatina.engine.record;

import org.jspecify.annotations.NullMarked;
