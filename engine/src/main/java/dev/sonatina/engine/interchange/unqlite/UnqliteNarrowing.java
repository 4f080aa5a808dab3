package dev.sonatina.engine.interchange.unqlite;

/**
 * How often something was written that the format, or the original reading it, makes something less
 * exact of.
 *
 * @param roundedFloats floats that lose digits, since they are stored as text of 15 digits
 * @param wholeFloats floats without a fraction, which become ints
 * @param emptyObjects objects without members, which the original reads as empty arrays
 * @param intLikeNames member names that the original reads as int keys, the empty name among them
 * @param wrappedInts ints above the signed range of 64 bits, which become negative
 */
public record UnqliteNarrowing(
    long roundedFloats, long wholeFloats, long emptyObjects, long intLikeNames, long wrappedInts) {

  /** Whether everything came over exactly. */
  public boolean isNone() {
    return (roundedFloats | wholeFloats | emptyObjects | intLikeNames | wrappedInts) == 0;
  }
}
