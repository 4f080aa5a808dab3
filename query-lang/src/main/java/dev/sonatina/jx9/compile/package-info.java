/**
 * From the syntax tree of a script to its executable nodes: names become slots, words become
 * constants, and what can be decided once is decided here.
 *
 * <p>Relies on {@link dev.sonatina.jx9.ast}, {@link dev.sonatina.jx9.run}, {@link
 * dev.sonatina.jx9.value} and {@link dev.sonatina.jx9.diagnostic}.
 *
 * <p>Read {@link dev.sonatina.jx9.compile.ScriptCompiler} first.
 */
@NullMarked
package dev.sonatina.jx9.compile;

import org.jspecify.annotations.NullMarked;
