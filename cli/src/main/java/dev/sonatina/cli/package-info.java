/**
 * The command {@code sonatina}: one class per verb, each of which asks the engine or a server and
 * prints the answer; nothing about data or queries is decided here.
 *
 * <p>May rely on {@code net} and {@code engine}; the only home of Picocli and JLine, and the only
 * package of the product that prints or ends the process. Read {@link dev.sonatina.cli.Main} first.
 */
@NullMarked
package dev.sonatina.cli;

import org.jspecify.annotations.NullMarked;
