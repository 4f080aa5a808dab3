package dev.sonatina.engine.api;

/**
 * What one script or filter may use before it ends with {@link ErrorCode#LIMIT_EXCEEDED}.
 *
 * <p>Immutable; a limit of 0 is off. The defaults suit a server: byte limits are the stated figure
 * or an eighth of the heap, whichever is smaller.
 *
 * @param timeMillis running time (60 s)
 * @param steps loop passes and calls (off)
 * @param memoryBytes memory that values of the script take, as accounted (256 MiB)
 * @param outputBytes what the script prints (16 MiB); not counted where the output is streamed
 * @param sourceBytes size of the source (1 MiB)
 * @param callDepth nested calls of user functions; the next one yields null (33)
 */
public record ScriptLimits(
    long timeMillis,
    long steps,
    long memoryBytes,
    long outputBytes,
    int sourceBytes,
    int callDepth) {

  private static final long MIB = 1024L * 1024;

  public ScriptLimits {
    requireNotNegative("timeMillis", timeMillis);
    requireNotNegative("steps", steps);
    requireNotNegative("memoryBytes", memoryBytes);
    requireNotNegative("outputBytes", outputBytes);
    requireNotNegative("sourceBytes", sourceBytes);
    requireNotNegative("callDepth", callDepth);
  }

  /** The defaults for this heap. */
  public static ScriptLimits defaults() {
    long eighth = Runtime.getRuntime().maxMemory() / 8;
    return new ScriptLimits(
        60_000, 0, Math.min(256 * MIB, eighth), Math.min(16 * MIB, eighth), (int) MIB, 33);
  }

  public ScriptLimits withTimeMillis(long value) {
    return new ScriptLimits(value, steps, memoryBytes, outputBytes, sourceBytes, callDepth);
  }

  public ScriptLimits withSteps(long value) {
    return new ScriptLimits(timeMillis, value, memoryBytes, outputBytes, sourceBytes, callDepth);
  }

  public ScriptLimits withMemoryBytes(long value) {
    return new ScriptLimits(timeMillis, steps, value, outputBytes, sourceBytes, callDepth);
  }

  public ScriptLimits withOutputBytes(long value) {
    return new ScriptLimits(timeMillis, steps, memoryBytes, value, sourceBytes, callDepth);
  }

  public ScriptLimits withSourceBytes(int value) {
    return new ScriptLimits(timeMillis, steps, memoryBytes, outputBytes, value, callDepth);
  }

  public ScriptLimits withCallDepth(int value) {
    return new ScriptLimits(timeMillis, steps, memoryBytes, outputBytes, sourceBytes, value);
  }

  private static void requireNotNegative(String name, long value) {
    if (value < 0) {
      throw new SonatinaException(
          ErrorCode.INVALID_ARGUMENT, name + ": " + value + " (expected: 0 for off, or more)");
    }
  }
}
