/**
 * Records as Jackson's trees and as values of Java classes, for databases wherever they are. Needs
 * {@code com.fasterxml.jackson.core:jackson-databind} on the class path, which the engine does
 * without otherwise. Relies on {@code engine.api}. Read {@link
 * dev.sonatina.engine.binding.BoundCollection} first.
 */
@NullMarked
package dev.sonatina.engine.binding;

import org.jspecify.annotations.NullMarked;
