package dev.sonatina.jx9.ast;

import dev.sonatina.jx9.diagnostic.SourcePosition;
import org.jspecify.annotations.Nullable;

/**
 * One parameter of a function.
 *
 * @param defaultValue evaluated at each call that passes nothing or null; null if there is none
 */
public record Parameter(
    SourcePosition position, ParameterType type, String name, @Nullable Expression defaultValue) {}
