/** Tests of the builtins that call them directly, without a script. */
@NullMarked
package dev.sonatina.jx9.builtin;

import org.jspecify.annotations.NullMarked;
