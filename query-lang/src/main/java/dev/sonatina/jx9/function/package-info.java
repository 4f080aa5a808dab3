/**
 * What a host plugs into the language: native functions and constants, gathered in libraries, and
 * the context in which they are called.
 *
 * <p>Relies on {@link dev.sonatina.jx9.value} only.
 *
 * <p>Read {@link dev.sonatina.jx9.function.Library} first.
 */
@NullMarked
package dev.sonatina.jx9.function;

import org.jspecify.annotations.NullMarked;
