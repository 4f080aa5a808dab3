/**
 * Programs that measure: what {@code sonatina bench} runs.
 *
 * <p>Relies on the engine, and of the command line on {@code cli.verb} alone. Start at {@link
 * dev.sonatina.cli.bench.BenchCommand}.
 */
@NullMarked
package dev.sonatina.cli.bench;

import org.jspecify.annotations.NullMarked;
