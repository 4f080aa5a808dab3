/**
 * The syntax tree of a script: one immutable record per construct, each with its position.
 *
 * <p>Names and texts are bytes, held in {@link String}s with one character, 0 to 255, per byte.
 *
 * <p>Relies on {@link dev.sonatina.jx9.diagnostic} for positions only.
 *
 * <p>Read {@link dev.sonatina.jx9.ast.Statement} first.
 */
@NullMarked
package dev.sonatina.jx9.ast;

import org.jspecify.annotations.NullMarked;
