package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.Meter;
import dev.sonatina.jx9.value.StringValue;

/**
 * Matches strings against patterns with {@code *}, {@code ?}, {@code [a-z]}, {@code [^a]} and an
 * escape character.
 *
 * <p>Oddities of the original: a {@code *} right before {@code [} never matches; without escape
 * character sets never match either, and a set after an escape still is a set.
 */
final class GlobPattern {
  private final StringValue pattern;
  private final int escape;
  private final boolean ignoresCase;
  private final Meter meter;

  /**
   * A pattern up to its first zero byte.
   *
   * @param escape the escape character, 0 for none
   */
  GlobPattern(StringValue pattern, int escape, boolean ignoresCase, Meter meter) {
    this.escape = escape;
    this.ignoresCase = ignoresCase;
    this.meter = meter;
    this.pattern = start(pattern, meter);
  }

  private static StringValue start(StringValue text, Meter meter) {
    int end = 0;
    while (end < text.length() && text.byteAt(end) != 0) {
      meter.checkpoint(end++);
    }
    return text.substring(0, end);
  }

  boolean matches(StringValue text) {
    StringValue searched = start(text, meter);
    return new Attempt(new Utf8Reader(pattern, meter), new Utf8Reader(searched, meter)).run();
  }

  /**
   * One match under way. A mismatch goes back to the last star, whose literal is looked for again
   * further on; going back to earlier stars could not help.
   */
  private final class Attempt {
    private final Utf8Reader wanted;
    private final Utf8Reader text;
    private boolean isEscaped;

    /**
     * What follows the last star, 0 if there was none; where the pattern goes on after it, and the
     * text after its last match.
     */
    private int starLiteral;

    private int patternAfterStar;
    private int textAfterStar;

    Attempt(Utf8Reader wanted, Utf8Reader text) {
      this.wanted = wanted;
      this.text = text;
    }

    boolean run() {
      while (true) {
        int c = wanted.next();
        if (c == '*' && !isEscaped) {
          if (!passStar()) {
            return false;
          }
          if (starLiteral == 0) {
            return true;
          }
        } else if (c == 0 ? text.hasNext() : !matchesOne(c)) {
          text.moveTo(textAfterStar);
          if (starLiteral == 0 || !findLiteral()) {
            return false;
          }
        } else if (c == 0) {
          return true;
        }
      }
    }

    /** Matches one element of the pattern other than a star. */
    private boolean matchesOne(int c) {
      meter.step(1);
      if (c == '?' && !isEscaped) {
        return text.next() != 0;
      }
      if (c == '[') {
        return escape != 0 && matchesSet(wanted, text);
      }
      if (c == escape && !isEscaped) {
        isEscaped = true;
        return true;
      }
      isEscaped = false;
      return fold(c) == fold(text.next());
    }

    /**
     * Reads what follows a star and finds its literal; a literal of 0 means that the star ends the
     * pattern. False if no match is possible.
     */
    private boolean passStar() {
      int c = wanted.next();
      while (c == '*' || c == '?') {
        meter.step(1);
        if (c == '?' && text.next() == 0) {
          return false;
        }
        c = wanted.next();
      }
      if (c == escape && c != 0) {
        c = wanted.next();
        if (c == 0) {
          return false;
        }
      } else if (c == '[') {
        return false;
      }
      starLiteral = c;
      patternAfterStar = wanted.position();
      return c == 0 || findLiteral();
    }

    private boolean findLiteral() {
      int found = text.next();
      while (found != 0 && fold(found) != fold(starLiteral)) {
        meter.step(1);
        found = text.next();
      }
      textAfterStar = text.position();
      wanted.moveTo(patternAfterStar);
      isEscaped = false;
      return found != 0;
    }
  }

  private boolean matchesSet(Utf8Reader wanted, Utf8Reader text) {
    int c = text.next();
    if (c == 0) {
      return false;
    }
    boolean isSeen = false;
    boolean isInverted = false;
    int member = wanted.next();
    if (member == '^') {
      isInverted = true;
      member = wanted.next();
    }
    if (member == ']') {
      isSeen = c == ']';
      member = wanted.next();
    }
    int before = 0;
    while (member != 0 && member != ']') {
      meter.step(1);
      if (member == '-' && wanted.hasNext() && wanted.peek() != ']' && before > 0) {
        member = wanted.next();
        isSeen |= c >= before && c <= member;
        before = 0;
      } else {
        isSeen |= c == member;
        before = member;
      }
      member = wanted.next();
    }
    return member != 0 && isSeen != isInverted;
  }

  private int fold(int c) {
    return ignoresCase && c >= 'A' && c <= 'Z' ? c + 32 : c;
  }
}
