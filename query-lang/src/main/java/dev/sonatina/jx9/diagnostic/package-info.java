/**
 * Where something is in a script, what is wrong there, and the exceptions that end a compilation or
 * a run.
 *
 * <p>Relies on nothing but the JDK.
 *
 * <p>Read {@link dev.sonatina.jx9.diagnostic.Jx9Exception} first.
 */
@NullMarked
package dev.sonatina.jx9.diagnostic;

import org.jspecify.annotations.NullMarked;
