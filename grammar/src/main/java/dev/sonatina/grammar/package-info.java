/**
 * The lexer and parser that ANTLR makes of {@code Jx9Lexer.g4} and {@code Jx9Parser.g4}; nothing
 * here is written by hand.
 *
 * <p>Relies on the ANTLR runtime only.
 *
 * <p>Read the two grammars first; {@link dev.sonatina.grammar.Jx9Parser} is the result.
 */
package dev.sonatina.grammar;
