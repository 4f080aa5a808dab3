package dev.sonatina.engine.api;

/**
 * What one script or filter may use before it ends with {@link ErrorCode#LIMIT_EXCEEDED}.
 *
 * <p>Immutable; a limit of 0 is off. The defaults suit a server: byte limits are the stated figure
 * or an eighth of the heap, whichever is smaller; of the source a 1,024th, since each of its bytes
 * may take hundreds while it is compiled.
 *
 * @param timeMillis running time (60 s)
 * @param steps loop passes and calls (off)
 * @param memoryBytes memory that values of the script take, as accounted (256 MiB)
 * @param outputBytes what the script prints, collected or streamed (16 MiB)
 * @param sourceBytes size of the source (1 MiB)
 * @param callDepth nested calls of user functions; the next one yields null (33)
 * @param tokenNesting brackets open at once in the source; 500 at most, which off means too (500)
 * @param treeDepth nesting of constructs in the source, with brackets or without; likewise (500)
 */
public record ScriptLimits(
    long timeMillis,
    long steps,
    long memoryBytes,
    long outputBytes,
    int sourceBytes,
    int callDepth,
    int tokenNesting,
    int treeDepth) {

  private static final long MIB = 1024L * 1024;
  private static final int NESTING_MAX = 500;

  public ScriptLimits {
    requireNotNegative("timeMillis", timeMillis);
    requireNotNegative("steps", steps);
    requireNotNegative("memoryBytes", memoryBytes);
    requireNotNegative("outputBytes", outputBytes);
    requireNotNegative("sourceBytes", sourceBytes);
    requireNotNegative("callDepth", callDepth);
    requireNotNegative("tokenNesting", tokenNesting);
    requireNotNegative("treeDepth", treeDepth);
  }

  /** The defaults for this heap. */
  public static ScriptLimits defaults() {
    long heap = Runtime.getRuntime().maxMemory();
    long eighth = heap / 8;
    return new ScriptLimits(
        60_000,
        0,
        Math.min(256 * MIB, eighth),
        Math.min(16 * MIB, eighth),
        (int) Math.min(MIB, heap / 1024),
        33,
        NESTING_MAX,
        NESTING_MAX);
  }

  public ScriptLimits withTimeMillis(long value) {
    return new ScriptLimits(
        value, steps, memoryBytes, outputBytes, sourceBytes, callDepth, tokenNesting, treeDepth);
  }

  public ScriptLimits withSteps(long value) {
    return new ScriptLimits(
        timeMillis,
        value,
        memoryBytes,
        outputBytes,
        sourceBytes,
        callDepth,
        tokenNesting,
        treeDepth);
  }

  public ScriptLimits withMemoryBytes(long value) {
    return new ScriptLimits(
        timeMillis, steps, value, outputBytes, sourceBytes, callDepth, tokenNesting, treeDepth);
  }

  public ScriptLimits withOutputBytes(long value) {
    return new ScriptLimits(
        timeMillis, steps, memoryBytes, value, sourceBytes, callDepth, tokenNesting, treeDepth);
  }

  public ScriptLimits withSourceBytes(int value) {
    return new ScriptLimits(
        timeMillis, steps, memoryBytes, outputBytes, value, callDepth, tokenNesting, treeDepth);
  }

  public ScriptLimits withCallDepth(int value) {
    return new ScriptLimits(
        timeMillis, steps, memoryBytes, outputBytes, sourceBytes, value, tokenNesting, treeDepth);
  }

  public ScriptLimits withTokenNesting(int value) {
    return new ScriptLimits(
        timeMillis, steps, memoryBytes, outputBytes, sourceBytes, callDepth, value, treeDepth);
  }

  public ScriptLimits withTreeDepth(int value) {
    return new ScriptLimits(
        timeMillis, steps, memoryBytes, outputBytes, sourceBytes, callDepth, tokenNesting, value);
  }

  private static void requireNotNegative(String name, long value) {
    if (value < 0) {
      throw new SonatinaException(
          ErrorCode.INVALID_ARGUMENT, name + ": " + value + " (expected: 0 for off, or more)");
    }
  }
}
