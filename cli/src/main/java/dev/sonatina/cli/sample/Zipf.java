package dev.sonatina.cli.sample;

import java.util.Arrays;

/** Chooses a rank from 0 with a probability that falls as a power of the rank. Immutable. */
final class Zipf {

  private final double[] cumulated;

  Zipf(int count, double exponent) {
    cumulated = new double[count];
    double sum = 0;
    for (int rank = 0; rank < count; rank++) {
      sum += StrictMath.pow(rank + 1.0, -exponent);
      cumulated[rank] = sum;
    }
  }

  int next(SplitMix64 random) {
    double point = random.nextDouble() * cumulated[cumulated.length - 1];
    int found = Arrays.binarySearch(cumulated, point);
    return Math.min(found < 0 ? -found - 1 : found, cumulated.length - 1);
  }
}
