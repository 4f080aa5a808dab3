/**
 * The {@code sonata_*} functions, with which scripts reach databases of this server and of others.
 * Relies on {@code net.sonata.backend}, on {@code jx9.function}, {@code jx9.builtin} and {@code
 * jx9.value}, and on {@code engine}. Read {@link dev.sonatina.net.sonata.script.SonataLibrary}
 * first.
 */
@NullMarked
package dev.sonatina.net.sonata.script;

import org.jspecify.annotations.NullMarked;
