/**
 * What the suites share: directories of recorded cases, comparison of answers, the count of what
 * passed.
 *
 * <p>May rely on the engine's reader of JSON Lines and on Jackson. Read {@link
 * dev.sonatina.conformance.cases.Tally} first.
 */
@NullMarked
package dev.sonatina.conformance.cases;

import org.jspecify.annotations.NullMarked;
