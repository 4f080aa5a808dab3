/**
 * Recorded sessions between real clients and real servers, replayed against ours. Relies on {@code
 * net} and on {@code conformance.cases}. Read {@link dev.sonatina.conformance.wire.SessionReplay}
 * first.
 */
@NullMarked
package dev.sonatina.conformance.wire;

import org.jspecify.annotations.NullMarked;
