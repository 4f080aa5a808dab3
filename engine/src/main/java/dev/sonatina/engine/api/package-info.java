/**
 * What callers of the document store name: databases, collections, requests, results and the
 * errors.
 *
 * <p>A leaf: it relies on the JDK only, so that the embedded engine and the remote client share it.
 * Read {@link dev.sonatina.engine.api.Database} first.
 */
@NullMarked
package dev.sonatina.engine.api;

import org.jspecify.annotations.NullMarked;
