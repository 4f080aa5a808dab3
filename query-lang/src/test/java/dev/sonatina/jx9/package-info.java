/** Tests of the language as its hosts use it. */
@NullMarked
package dev.sonatina.jx9;

import org.jspecify.annotations.NullMarked;
