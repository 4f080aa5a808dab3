/**
 * Programs that measure: what {@code sonatina bench} runs.
 *
 * <p>Relies on the engine and on nothing of the command line but Picocli. Start at {@link
 * dev.sonatina.cli.bench.BenchCommand}.
 */
@NullMarked
package dev.sonatina.cli.bench;

import org.jspecify.annotations.NullMarked;
