/**
 * That columns and threads change no recorded answer.
 *
 * <p>May rely on the suites. Read {@link dev.sonatina.conformance.plans.PlansConformanceTest}
 * first.
 */
@NullMarked
package dev.sonatina.conformance.plans;

import org.jspecify.annotations.NullMarked;
