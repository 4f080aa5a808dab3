package dev.sonatina.cli.sample;

/**
 * Random numbers that are the same for the same seed on every Java, which the JDK promises only for
 * its oldest generator. Not thread-safe.
 *
 * <p>The algorithm is SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number
 * generators", 2014).
 */
final class SplitMix64 {

  private long state;

  SplitMix64(long seed) {
    state = seed;
  }

  long nextLong() {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Uniform in [0, 1). */
  double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /** Uniform from {@code least} to {@code most}, both included. */
  int between(int least, int most) {
    return least + (int) (nextDouble() * (most - least + 1));
  }

  /** Uniform from {@code least} up to {@code most}. */
  double between(double least, double most) {
    return least + nextDouble() * (most - least);
  }

  /** True as often as the share says. */
  boolean chance(double share) {
    return nextDouble() < share;
  }

  /** One of these. */
  int oneOf(int... choices) {
    return choices[between(0, choices.length - 1)];
  }

  /** Normally distributed, mean 0 and standard deviation 1 (Box and Muller). */
  double nextGaussian() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()));
    return radius * StrictMath.cos(2 * StrictMath.PI * nextDouble());
  }

  /** Log-normally distributed around a median. */
  double logNormal(double median, double standardDeviationOfLog) {
    return median * StrictMath.exp(standardDeviationOfLog * nextGaussian());
  }
}
