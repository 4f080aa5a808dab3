/**
 * Sonata's types of databases: {@code unqlite} over the engine, and the small ones that keep their
 * records on the heap. Relies on {@code engine}, {@code engine.api} and {@code net.protocol.json},
 * and on {@code jx9} for the words of its compiler. Read {@link
 * dev.sonatina.net.sonata.backend.Backend} first.
 */
@NullMarked
package dev.sonatina.net.sonata.backend;

import org.jspecify.annotations.NullMarked;
