/**
 * Programs that measure: what {@code sonatina bench} runs.
 *
 * <p>Relies on the engine and the client, and of the command line on {@code cli.verb} and {@code
 * cli.sample}. Start at {@link dev.sonatina.cli.bench.BenchCommand}.
 */
@NullMarked
package dev.sonatina.cli.bench;

import org.jspecify.annotations.NullMarked;
