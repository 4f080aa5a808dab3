/** Tests of what a run is made of. */
@NullMarked
package dev.sonatina.jx9.run;

import org.jspecify.annotations.NullMarked;
