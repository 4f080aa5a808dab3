/**
 * Writes records and other JSON for people and for programs: as lines, tables, CSV or indented
 * text, in colours or without. It relies on nothing but JSON; who calls it knows the terminal.
 * Begin with {@link dev.sonatina.cli.print.RecordPrinter}.
 */
@NullMarked
package dev.sonatina.cli.print;

import org.jspecify.annotations.NullMarked;
