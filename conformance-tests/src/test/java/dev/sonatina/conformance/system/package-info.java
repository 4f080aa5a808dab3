/**
 * Tests that start real processes: the packaged commands, and programs that are killed.
 *
 * <p>May rely on everything. Read {@link dev.sonatina.conformance.system.ChildProcess} first.
 */
@NullMarked
package dev.sonatina.conformance.system;

import org.jspecify.annotations.NullMarked;
