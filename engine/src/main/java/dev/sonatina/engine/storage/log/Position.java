package dev.sonatina.engine.storage.log;

/**
 * A place in the log as one number: the segment's number in the upper half, the offset in its file
 * in the lower. Later places are greater; no place is 0 or negative.
 */
final class Position {

  private Position() {}

  static long of(int segment, long offset) {
    return ((long) segment << 32) | offset;
  }

  static int segment(long position) {
    return (int) (position >>> 32);
  }

  static int offset(long position) {
    return (int) position;
  }
}
