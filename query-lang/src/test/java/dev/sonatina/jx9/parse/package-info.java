/** Tests of the parser. */
@NullMarked
package dev.sonatina.jx9.parse;

import org.jspecify.annotations.NullMarked;
