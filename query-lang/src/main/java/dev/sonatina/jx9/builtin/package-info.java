/**
 * The standard library of Jx9: one class per topic, each adding its functions to a library.
 *
 * <p>Relies on {@link dev.sonatina.jx9.function} and {@link dev.sonatina.jx9.value}.
 *
 * <p>Read {@link dev.sonatina.jx9.builtin.StandardLibrary} first.
 */
@NullMarked
package dev.sonatina.jx9.builtin;

import org.jspecify.annotations.NullMarked;
