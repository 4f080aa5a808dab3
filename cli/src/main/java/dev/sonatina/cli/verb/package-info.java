/**
 * How verbs of the command say what they take.
 *
 * <p>Relies on nothing of the command line but Picocli. Start at {@link
 * dev.sonatina.cli.verb.Verb}.
 */
@NullMarked
package dev.sonatina.cli.verb;

import org.jspecify.annotations.NullMarked;
