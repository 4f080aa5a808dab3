/**
 * Reads our own code and sources, and fails where they stray from the design: imports between
 * packages, homes of third-party libraries, files that grew too long.
 *
 * <p>May rely on everything. Read {@link dev.sonatina.conformance.tidy.PackageRules} first.
 */
@NullMarked
package dev.sonatina.conformance.tidy;

import org.jspecify.annotations.NullMarked;
