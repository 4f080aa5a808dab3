/**
 * From the text of a script to its syntax tree. The only package that knows ANTLR.
 *
 * <p>Relies on the grammar, {@link dev.sonatina.jx9.ast} and {@link dev.sonatina.jx9.diagnostic}.
 *
 * <p>Read {@link dev.sonatina.jx9.parse.ScriptParser} first.
 */
@NullMarked
package dev.sonatina.jx9.parse;

import org.jspecify.annotations.NullMarked;
