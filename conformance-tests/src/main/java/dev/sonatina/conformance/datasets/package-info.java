/**
 * Questions about data sets, answered by the Jx9 scripts that are kept beside them.
 *
 * <p>May rely on the engine, {@code conformance.cases} and the samples that the command line
 * carries. Read {@link dev.sonatina.conformance.datasets.DatasetSuite} first.
 */
@NullMarked
package dev.sonatina.conformance.datasets;

import org.jspecify.annotations.NullMarked;
