package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.Meter;
import dev.sonatina.jx9.value.Value;
import java.util.Arrays;

/**
 * Sorts as the original does, comparison by comparison.
 *
 * <p>The order of equal elements, and what comes out when the comparison is not transitive, depend
 * on which elements are compared when; both can be seen by scripts.
 */
/*
 * The original merges linked lists bottom up: bin i holds a sorted list of 2^i elements, or none. Each element in turn is merged with the
 * list in bin 0, the result with that in bin 1, and so on until an empty bin takes it. At the end the bins are merged from small to
 * large. The list that has been waiting is the left one, and an element of the left list is taken only if it is truly less, so equal
 * elements come out youngest first.
 *
 * Lists are chains of indexes here: next[i] is the element after element i.
 */
final class MergeSort {
  /** Says how two values compare, as the sign of an int. */
  @FunctionalInterface
  interface Order {
    int compare(Value left, Value right);
  }

  private static final int NONE = -1;
  private static final int BINS = 32;

  private final Value[] values;
  private final int[] next;
  private final Order order;
  private final Meter meter;

  private MergeSort(Value[] values, Order order, Meter meter) {
    this.values = values;
    this.next = new int[values.length];
    this.order = order;
    this.meter = meter;
  }

  /** The values in order, a new array. */
  static Value[] sort(Value[] values, Order order, Meter meter) {
    return new MergeSort(values, order, meter).run();
  }

  private Value[] run() {
    int[] bins = new int[BINS];
    Arrays.fill(bins, NONE);
    for (int i = 0; i < values.length; i++) {
      next[i] = NONE;
      int list = i;
      int bin = 0;
      while (bins[bin] != NONE) {
        list = merge(bins[bin], list);
        bins[bin] = NONE;
        bin++;
      }
      bins[bin] = list;
    }
    int list = bins[0];
    for (int bin = 1; bin < BINS; bin++) {
      list = merge(list, bins[bin]);
    }
    Value[] sorted = new Value[values.length];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = values[list];
      list = next[list];
    }
    return sorted;
  }

  private int merge(int left, int right) {
    if (left == NONE) {
      return right;
    }
    if (right == NONE) {
      return left;
    }
    int head = NONE;
    int tail = NONE;
    int a = left;
    int b = right;
    while (a != NONE && b != NONE) {
      meter.step(1);
      int taken;
      if (order.compare(values[a], values[b]) < 0) {
        taken = a;
        a = next[a];
      } else {
        taken = b;
        b = next[b];
      }
      if (tail == NONE) {
        head = taken;
      } else {
        next[tail] = taken;
      }
      tail = taken;
    }
    next[tail] = a != NONE ? a : b;
    return head;
  }
}
