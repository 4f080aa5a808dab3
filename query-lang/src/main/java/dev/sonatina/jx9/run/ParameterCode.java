package dev.sonatina.jx9.run;

import org.jspecify.annotations.Nullable;

/**
 * One parameter of a function.
 *
 * @param slot its variable
 * @param conversion what its argument is converted to, null for nothing
 * @param defaultValue evaluated in the function's frame when nothing or null is passed, null if
 *     there is none
 */
public record ParameterCode(
    int slot, @Nullable Conversion conversion, @Nullable Node defaultValue) {}
