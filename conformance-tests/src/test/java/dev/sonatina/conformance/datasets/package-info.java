/** Tests of the data set suite, and of the worked examples themselves. */
@NullMarked
package dev.sonatina.conformance.datasets;

import org.jspecify.annotations.NullMarked;
