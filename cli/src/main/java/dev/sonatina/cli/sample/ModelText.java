package dev.sonatina.cli.sample;

/**
 * Makes up what the detection of anomalies knows about functions: a histogram of run times for
 * program 0, statistics for others, as JSON.
 */
final class ModelText {

  private final int program;
  private final int binsMax;
  private final SplitMix64 random;

  ModelText(int program, int binsMax, SplitMix64 random) {
    this.program = program;
    this.binsMax = binsMax;
    this.random = random;
  }

  /** The model of a function of this median time. */
  String next(double medianMicros) {
    return program == 0 ? histogram(medianMicros) : statistics(medianMicros);
  }

  private String histogram(double medianMicros) {
    int bins = random.between(4, binsMax);
    double width = Math.rint(medianMicros / 4 * 1e4) / 1e4;
    JsonText json = new JsonText().open('{').name("histogram").open('{');
    json.name("Histogram Bin Counts").open('[');
    for (int bin = 0; bin < bins; bin++) {
      json.value((long) (random.between(0, 60) * StrictMath.exp(-bin / 3.0)));
    }
    json.close(']').name("Histogram Bin Edges").open('[');
    for (int edge = 0; edge <= bins; edge++) {
      json.decimal(medianMicros / 3 + edge * width);
    }
    json.close(']').close('}');
    json.name("internal_global_threshold").decimal(random.between(48, 56) / 4.0).close('}');
    return json.toString();
  }

  private String statistics(double medianMicros) {
    return new JsonText()
        .open('{')
        .name("accumulate")
        .value(0)
        .name("count")
        .value(random.between(20, 200))
        .name("kurtosis")
        .decimal(random.between(2.0, 20.0))
        .name("maximum")
        .value((long) (medianMicros * 9))
        .name("mean")
        .decimal(medianMicros * 1.4)
        .name("minimum")
        .value((long) (medianMicros / 3))
        .name("skewness")
        .decimal(random.between(0.5, 4.5))
        .name("stddev")
        .decimal(medianMicros * 1.1)
        .close('}')
        .toString();
  }
}
