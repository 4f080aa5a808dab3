/**
 * The contract of a store: numbered collections of byte records, read in snapshots and written in
 * transactions.
 *
 * <p>Relies on the errors and reports of {@code engine.api} only; it knows neither records' insides
 * nor queries. Read {@link dev.sonatina.engine.storage.Store} first.
 */
@NullMarked
package dev.sonatina.engine.storage;

import org.jspecify.annotations.NullMarked;
