/**
 * Tests of the data that travels with the product.
 *
 * <p>May rely on {@code cli.sample} and Jackson. Read {@link
 * dev.sonatina.conformance.sample.ProvenanceGeneratorTest} first.
 */
@NullMarked
package dev.sonatina.conformance.sample;

import org.jspecify.annotations.NullMarked;
