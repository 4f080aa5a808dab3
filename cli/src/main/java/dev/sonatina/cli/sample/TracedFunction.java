package dev.sonatina.cli.sample;

/**
 * One function of a traced program.
 *
 * @param fid its number, dense over all programs
 * @param name its name, of C++ often a long one
 * @param kind what it does
 * @param timeMedianMicros how long a call takes
 * @param model the JSON text of what the detection of anomalies knows about it
 */
record TracedFunction(int fid, String name, Kind kind, double timeMedianMicros, String model) {

  /** What a function does, and so where its calls run. */
  enum Kind {
    FRAME,
    MIDDLE,
    MPI,
    API,
    LAUNCH,
    KERNEL
  }
}
