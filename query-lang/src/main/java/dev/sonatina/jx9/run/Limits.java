package dev.sonatina.jx9.run;

import java.time.Duration;

/**
 * What a script may use. A zero step, time or output limit means no limit.
 *
 * @param stepsMax units of work, each about one statement
 * @param time wall time of the run
 * @param memoryBytesMax bytes that the script's values may hold, as estimated
 * @param outputBytesMax bytes printed
 * @param callDepthMax nested calls of user functions; one more yields null and does not stop the
 *     script
 * @param sourceBytesMax length of the script
 * @param tokenNestingMax brackets open at once
 * @param treeDepthMax nesting of the syntax tree
 */
public record Limits(
    long stepsMax,
    Duration time,
    long memoryBytesMax,
    long outputBytesMax,
    int callDepthMax,
    int sourceBytesMax,
    int tokenNestingMax,
    int treeDepthMax) {

  private static final long MIB = 1 << 20;
  private static final long HEAP_SHARE = 8;

  /** While it is compiled, a byte of the source takes up to some 500 bytes. */
  private static final long HEAP_PER_SOURCE_BYTE = 1024;

  private static final int CALL_DEPTH_ORIGINAL = 33;
  private static final int CALL_DEPTH_HIGHEST = 1023;

  /**
   * The defaults: no step limit, 60 s, the smaller of 256 MiB and an eighth of the heap, 16 MiB of
   * output, the original's 33 calls, the smaller of 1 MiB of source and a 1,024th of the heap.
   */
  public static final Limits DEFAULT =
      new Limits(
          0,
          Duration.ofSeconds(60),
          Math.min(256 * MIB, Runtime.getRuntime().maxMemory() / HEAP_SHARE),
          16 * MIB,
          CALL_DEPTH_ORIGINAL,
          (int) Math.min(MIB, Runtime.getRuntime().maxMemory() / HEAP_PER_SOURCE_BYTE),
          500,
          500);

  /** Checks that every limit makes sense. */
  public Limits {
    require(stepsMax >= 0, "stepsMax", stepsMax, "0 or more");
    require(!time.isNegative(), "time", time, "0 or more");
    require(memoryBytesMax > 0, "memoryBytesMax", memoryBytesMax, "1 or more");
    require(outputBytesMax >= 0, "outputBytesMax", outputBytesMax, "0 or more");
    require(
        callDepthMax >= 1 && callDepthMax <= CALL_DEPTH_HIGHEST,
        "callDepthMax",
        callDepthMax,
        "1.." + CALL_DEPTH_HIGHEST);
    require(sourceBytesMax > 0, "sourceBytesMax", sourceBytesMax, "1 or more");
    require(
        tokenNestingMax > 0 && tokenNestingMax <= 500,
        "tokenNestingMax",
        tokenNestingMax,
        "1..500");
    require(treeDepthMax > 0 && treeDepthMax <= 500, "treeDepthMax", treeDepthMax, "1..500");
  }

  private static void require(boolean ok, String name, Object value, String expected) {
    if (!ok) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
    }
  }

  /** The same with another step limit. */
  public Limits withSteps(long steps) {
    return new Limits(
        steps,
        time,
        memoryBytesMax,
        outputBytesMax,
        callDepthMax,
        sourceBytesMax,
        tokenNestingMax,
        treeDepthMax);
  }

  /** The same with another time limit. */
  public Limits withTime(Duration limit) {
    return new Limits(
        stepsMax,
        limit,
        memoryBytesMax,
        outputBytesMax,
        callDepthMax,
        sourceBytesMax,
        tokenNestingMax,
        treeDepthMax);
  }

  /** The same with another memory limit. */
  public Limits withMemory(long bytes) {
    return new Limits(
        stepsMax,
        time,
        bytes,
        outputBytesMax,
        callDepthMax,
        sourceBytesMax,
        tokenNestingMax,
        treeDepthMax);
  }

  /** The same with another output limit. */
  public Limits withOutput(long bytes) {
    return new Limits(
        stepsMax,
        time,
        memoryBytesMax,
        bytes,
        callDepthMax,
        sourceBytesMax,
        tokenNestingMax,
        treeDepthMax);
  }

  /** The same with another call depth. */
  public Limits withCallDepth(int calls) {
    return new Limits(
        stepsMax,
        time,
        memoryBytesMax,
        outputBytesMax,
        calls,
        sourceBytesMax,
        tokenNestingMax,
        treeDepthMax);
  }

  /** The same with another source size. */
  public Limits withSource(int bytes) {
    return new Limits(
        stepsMax,
        time,
        memoryBytesMax,
        outputBytesMax,
        callDepthMax,
        bytes,
        tokenNestingMax,
        treeDepthMax);
  }

  /** The same with other nesting limits. */
  public Limits withNesting(int tokens, int tree) {
    return new Limits(
        stepsMax, time, memoryBytesMax, outputBytesMax, callDepthMax, sourceBytesMax, tokens, tree);
  }
}
