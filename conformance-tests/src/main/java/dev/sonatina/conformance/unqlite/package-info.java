/**
 * Runs recorded {@code .unqlite} files: what the original sees in them against what is read here.
 *
 * <p>Relies on {@code engine.interchange} and the cases' common parts. Read {@link
 * dev.sonatina.conformance.unqlite.UnqliteSuite} first.
 */
@NullMarked
package dev.sonatina.conformance.unqlite;

import org.jspecify.annotations.NullMarked;
