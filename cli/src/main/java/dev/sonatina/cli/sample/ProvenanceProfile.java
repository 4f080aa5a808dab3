package dev.sonatina.cli.sample;

/**
 * How much of what a generated run of a simulation has. Immutable.
 *
 * @param seed where all randomness comes from
 * @param ranksOfMain ranks of program 0, which uses GPUs
 * @param ranksOfAnalysis ranks of program 1, which does not; may be 0
 * @param ranksPerHost how many ranks share a host
 * @param middleCallsPerStep calls of simulation functions per rank and step, on average
 * @param functionsPerKind functions of each kind (simulation, API, GPU) that a program has
 * @param nestingMin how deeply simulation functions call each other, at least
 * @param nestingMax and at most
 * @param leavesMax calls of other functions that each of them makes, at most
 * @param windowEntries calls kept before and after an anomaly
 * @param gpuShare share of the calls at the bottom that launch something on the GPU
 * @param messageShare share of MPI calls that send or receive a message
 * @param anomalousCpuShare share of calls on the CPU that are anomalies
 * @param anomalousGpuShare share of events on the GPU that are anomalies
 * @param deepStackShare share of anomalies with a stack of 100 to 4200 frames
 * @param histogramBinsMax bins that the model of a function may have
 * @param nodeStateFields members of the state of a node
 * @param timeScale what all times are multiplied with
 */
public record ProvenanceProfile(
    long seed,
    int ranksOfMain,
    int ranksOfAnalysis,
    int ranksPerHost,
    int middleCallsPerStep,
    int functionsPerKind,
    int nestingMin,
    int nestingMax,
    int leavesMax,
    int windowEntries,
    double gpuShare,
    double messageShare,
    double anomalousCpuShare,
    double anomalousGpuShare,
    double deepStackShare,
    int histogramBinsMax,
    int nodeStateFields,
    double timeScale) {

  /** Like the sample collections: small stacks, two programs, records of about 4 KB. */
  public static ProvenanceProfile ofSamples(long seed) {
    return new ProvenanceProfile(
        seed, 6, 2, 2, 6, 12, 1, 1, 7, 5, 0.06, 0.25, 0.055, 0.3, 0, 40, 9, 1.0);
  }

  /**
   * Like the one real database that was measured: deeper stacks, a heavy tail of recursion, wide
   * windows, records of about 6 KB with an average of 11 KB.
   */
  public static ProvenanceProfile ofRealRun(long seed) {
    return new ProvenanceProfile(
        seed, 48, 0, 6, 20, 60, 7, 9, 4, 10, 0.025, 0.009, 0.02, 0.08, 0.019, 60, 40, 0.05);
  }

  /** Small records of about 2.5 KB, for measuring queries. */
  public static ProvenanceProfile ofSmallRecords(long seed) {
    return new ProvenanceProfile(
        seed, 6, 2, 2, 6, 12, 1, 1, 7, 2, 0.02, 0.1, 0.055, 0.3, 0, 16, 9, 1.0);
  }
}
