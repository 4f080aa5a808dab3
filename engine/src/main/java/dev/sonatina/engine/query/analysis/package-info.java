/**
 * What can be said of a filter function by reading it: whether it has effects, and which
 * comparisons decide.
 *
 * <p>Relies on the language's tree and values, and on {@code engine.query.column} for the form of
 * the answer. Read {@link dev.sonatina.engine.query.analysis.FilterAnalysis} first.
 */
@NullMarked
package dev.sonatina.engine.query.analysis;

import org.jspecify.annotations.NullMarked;
