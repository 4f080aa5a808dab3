/**
 * The data that travels with Sonatina: sample collections to try queries on, and a generator of any
 * amount of records of the same kind.
 *
 * <p>May rely on nothing but the JDK. Read {@link dev.sonatina.cli.sample.SampleData} first.
 */
@NullMarked
package dev.sonatina.cli.sample;

import org.jspecify.annotations.NullMarked;
