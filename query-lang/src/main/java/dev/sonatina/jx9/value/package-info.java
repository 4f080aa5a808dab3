/**
 * The values that Jx9 scripts compute with: null, bool, int, float, byte string, map and resource,
 * with their conversions, comparison and text forms.
 *
 * <p>Relies on nothing but the JDK, so that stored records can be seen as values without the
 * language.
 *
 * <p>Read {@link dev.sonatina.jx9.value.Value} first.
 */
@NullMarked
package dev.sonatina.jx9.value;

import org.jspecify.annotations.NullMarked;
