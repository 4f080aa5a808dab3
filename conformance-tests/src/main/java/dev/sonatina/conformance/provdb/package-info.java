/**
 * Queries over Chimbuko's records with the answers that the original engine gave.
 *
 * <p>May rely on the engine, the server, the client and {@code conformance.cases}. Read {@link
 * dev.sonatina.conformance.provdb.ProvdbSuite} first.
 */
@NullMarked
package dev.sonatina.conformance.provdb;

import org.jspecify.annotations.NullMarked;
