/** Tests of how mistakes are told to people. */
@NullMarked
package dev.sonatina.jx9.diagnostic;

import org.jspecify.annotations.NullMarked;
