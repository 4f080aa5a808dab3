package dev.sonatina.engine.api;

import java.time.Clock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How a database is opened; immutable, built by {@code with…} methods from {@link #defaults()}.
 *
 * @param mode whether the database must exist (default: created when missing)
 * @param readOnly refuses every write, and works while another process has the database open
 * @param scriptLimits limits for scripts and filters that bring none of their own
 * @param recordLimits limits on each record
 * @param mathFunctions offers the functions of Jx9's optional math build ({@code sqrt}, …), which
 *     Sonata's build lacks
 * @param hostFunctions lets scripts reach files, environment and processes of this host
 * @param scanThreads threads that one filter may use; 1 scans on the caller's thread only
 * @param columns lets filters build columns in memory over the paths they compare
 * @param eagerPlans uses columns and several threads wherever they may be used, however little
 *     there is to do: for tests, since no answer depends on it
 * @param clock what scripts take for the time
 * @param random what scripts take random numbers from; null for an unpredictable one
 */
public record OpenOptions(
    Mode mode,
    boolean readOnly,
    ScriptLimits scriptLimits,
    RecordLimits recordLimits,
    boolean mathFunctions,
    boolean hostFunctions,
    int scanThreads,
    boolean columns,
    boolean eagerPlans,
    Clock clock,
    @Nullable RandomGenerator random) {

  /** Whether the database must exist already. */
  public enum Mode {
    /** Opens the database, or creates it when there is none. */
    OPEN_OR_CREATE,
    /** Fails with {@link ErrorCode#NO_SUCH_DATABASE} when there is none. */
    OPEN_EXISTING,
    /** Fails with {@link ErrorCode#DATABASE_EXISTS} when there is one. */
    CREATE_NEW
  }

  /** Read and write, created when missing, with the default limits, in UTC. */
  public static OpenOptions defaults() {
    return new OpenOptions(
        Mode.OPEN_OR_CREATE,
        false,
        ScriptLimits.defaults(),
        RecordLimits.defaults(),
        false,
        false,
        Math.min(4, Runtime.getRuntime().availableProcessors()),
        true,
        false,
        Clock.systemUTC(),
        null);
  }

  public OpenOptions withMode(Mode value) {
    return new OpenOptions(
        value,
        readOnly,
        scriptLimits,
        recordLimits,
        mathFunctions,
        hostFunctions,
        scanThreads,
        columns,
        eagerPlans,
        clock,
        random);
  }

  public OpenOptions withReadOnly(boolean value) {
    return new OpenOptions(
        mode,
        value,
        scriptLimits,
        recordLimits,
        mathFunctions,
        hostFunctions,
        scanThreads,
        columns,
        eagerPlans,
        clock,
        random);
  }

  public OpenOptions withScriptLimits(ScriptLimits value) {
    return new OpenOptions(
        mode,
        readOnly,
        value,
        recordLimits,
        mathFunctions,
        hostFunctions,
        scanThreads,
        columns,
        eagerPlans,
        clock,
        random);
  }

  public OpenOptions withRecordLimits(RecordLimits value) {
    return new OpenOptions(
        mode,
        readOnly,
        scriptLimits,
        value,
        mathFunctions,
        hostFunctions,
        scanThreads,
        columns,
        eagerPlans,
        clock,
        random);
  }

  public OpenOptions withMathFunctions(boolean value) {
    return new OpenOptions(
        mode,
        readOnly,
        scriptLimits,
        recordLimits,
        value,
        hostFunctions,
        scanThreads,
        columns,
        eagerPlans,
        clock,
        random);
  }

  public OpenOptions withHostFunctions(boolean value) {
    return new OpenOptions(
        mode,
        readOnly,
        scriptLimits,
        recordLimits,
        mathFunctions,
        value,
        scanThreads,
        columns,
        eagerPlans,
        clock,
        random);
  }

  public OpenOptions withScanThreads(int value) {
    return new OpenOptions(
        mode,
        readOnly,
        scriptLimits,
        recordLimits,
        mathFunctions,
        hostFunctions,
        value,
        columns,
        eagerPlans,
        clock,
        random);
  }

  public OpenOptions withColumns(boolean value) {
    return new OpenOptions(
        mode,
        readOnly,
        scriptLimits,
        recordLimits,
        mathFunctions,
        hostFunctions,
        scanThreads,
        value,
        eagerPlans,
        clock,
        random);
  }

  public OpenOptions withEagerPlans(boolean value) {
    return new OpenOptions(
        mode,
        readOnly,
        scriptLimits,
        recordLimits,
        mathFunctions,
        hostFunctions,
        scanThreads,
        columns,
        value,
        clock,
        random);
  }

  public OpenOptions withClock(Clock value) {
    return new OpenOptions(
        mode,
        readOnly,
        scriptLimits,
        recordLimits,
        mathFunctions,
        hostFunctions,
        scanThreads,
        columns,
        eagerPlans,
        value,
        random);
  }

  public OpenOptions withRandom(RandomGenerator value) {
    return new OpenOptions(
        mode,
        readOnly,
        scriptLimits,
        recordLimits,
        mathFunctions,
        hostFunctions,
        scanThreads,
        columns,
        eagerPlans,
        clock,
        value);
  }
}
