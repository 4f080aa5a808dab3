/**
 * Executable scripts: nodes specialised for what they do, the frames they work on, limits and
 * cancellation.
 *
 * <p>Relies on {@link dev.sonatina.jx9.value}, {@link dev.sonatina.jx9.function} and {@link
 * dev.sonatina.jx9.diagnostic}.
 *
 * <p>Read {@link dev.sonatina.jx9.run.Node} first.
 */
@NullMarked
package dev.sonatina.jx9.run;

import org.jspecify.annotations.NullMarked;
