/**
 * Small scripts of every family of the language, with what the original engine answered.
 *
 * <p>May rely on the engine and {@code conformance.cases}. Read {@link
 * dev.sonatina.conformance.jx9.Jx9Suite} first.
 */
@NullMarked
package dev.sonatina.conformance.jx9;

import org.jspecify.annotations.NullMarked;
