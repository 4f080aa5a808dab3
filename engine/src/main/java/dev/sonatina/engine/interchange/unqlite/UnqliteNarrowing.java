package dev.sonatina.engine.interchange.unqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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

  /** What was narrowed, a line for each kind that occurred. */
  public List<String> descriptions() {
    List<String> lines = new ArrayList<>();
    describe(lines, roundedFloats, "%,d floats rounded to 15 digits");
    describe(lines, wholeFloats, "%,d floats without fraction written as ints");
    describe(lines, emptyObjects, "%,d empty objects, which UnQLite reads as empty arrays");
    describe(lines, intLikeNames, "%,d names of members that UnQLite reads as int keys");
    describe(lines, wrappedInts, "%,d ints above 2^63 written as negative ones");
    return lines;
  }

  private static void describe(List<String> lines, long count, String format) {
    if (count > 0) {
      lines.add(String.format(Locale.ROOT, format, count));
    }
  }

  /** Whether everything came over exactly. */
  public boolean isNone() {
    return (roundedFloats | wholeFloats | emptyObjects | intLikeNames | wrappedInts) == 0;
  }
}
