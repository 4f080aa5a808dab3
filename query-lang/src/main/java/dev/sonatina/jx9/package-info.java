/**
 * The door to the language: compile a script, run it, read its variables, call its functions.
 *
 * <p>Relies on the packages below it.
 *
 * <p>Read {@link dev.sonatina.jx9.Jx9} first.
 */
@NullMarked
package dev.sonatina.jx9;

import org.jspecify.annotations.NullMarked;
