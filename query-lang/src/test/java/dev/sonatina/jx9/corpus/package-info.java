/** Runs the recorded answers of the original engine. */
@NullMarked
package dev.sonatina.jx9.corpus;

import org.jspecify.annotations.NullMarked;
