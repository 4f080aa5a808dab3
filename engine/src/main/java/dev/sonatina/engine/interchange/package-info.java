/**
 * Records in other forms, in and out: JSON Lines.
 *
 * <p>May rely on {@code engine.api}, {@code engine.record}, {@code engine.storage}, {@code
 * engine.vfs} and {@code jx9.value}. Read {@link dev.sonatina.engine.interchange.JsonLinesReader}
 * first.
 */
@NullMarked
package dev.sonatina.engine.interchange;

import org.jspecify.annotations.NullMarked;
