package dev.sonatina.jx9.run;

import org.jspecify.annotations.Nullable;

/**
 * One static variable of a function.
 *
 * @param slot where it appears in the function's frames
 * @param index its number in the script
 * @param initial evaluated when the function is entered for the first time, null for null
 */
public record StaticCode(int slot, int index, @Nullable Node initial) {}
