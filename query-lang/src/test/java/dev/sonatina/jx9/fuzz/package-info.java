/** Random scripts. */
@NullMarked
package dev.sonatina.jx9.fuzz;

import org.jspecify.annotations.NullMarked;
