package dev.sonatina.engine.interchange.unqlite;

import java.util.Arrays;

/** Where some records lie that follow one another, as {@link RecordIndex} loaded it. Immutable. */
final class RecordWindow {

  private static final int OFFSET_BITS = 16;

  private final long from;
  private final long to;
  private final long[] numbers;
  private final long[] places;
  private final int size;

  /**
   * @param from the number that was asked for
   * @param to the number that the next window starts at
   * @param numbers ascending
   */
  RecordWindow(long from, long to, long[] numbers, long[] places, int size) {
    this.from = from;
    this.to = to;
    this.numbers = numbers;
    this.places = places;
    this.size = size;
  }

  /** A cell's page and offset in one number. */
  static long place(Cell cell) {
    return cell.page() << OFFSET_BITS | cell.offset();
  }

  static long pageOf(long place) {
    return place >>> OFFSET_BITS;
  }

  static int offsetOf(long place) {
    return (int) place & ((1 << OFFSET_BITS) - 1);
  }

  /** Records with numbers from here on are not in the window. */
  long to() {
    return to;
  }

  /** Whether a record with this number would be in the window. */
  boolean covers(long number) {
    return number >= from && number < to;
  }

  int size() {
    return size;
  }

  /** The index of the first record with this number or a greater one. */
  int firstFrom(long number) {
    int found = Arrays.binarySearch(numbers, 0, size, number);
    return found < 0 ? -found - 1 : found;
  }

  long number(int index) {
    return numbers[index];
  }

  long page(int index) {
    return pageOf(places[index]);
  }

  int offset(int index) {
    return offsetOf(places[index]);
  }
}
