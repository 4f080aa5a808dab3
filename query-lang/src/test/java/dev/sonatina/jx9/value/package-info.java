/** Tests of the values. */
@NullMarked
package dev.sonatina.jx9.value;

import org.jspecify.annotations.NullMarked;
