/**
 * The command {@code conformance}: runs recorded cases and says which are answered differently than
 * by the original.
 *
 * <p>May rely on everything. Read {@link dev.sonatina.conformance.Main} first.
 */
@NullMarked
package dev.sonatina.conformance;

import org.jspecify.annotations.NullMarked;
