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
 * @param store how the records of a database in a directory are kept
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
    @Nullable RandomGenerator random,
    StoreType store) {

  /** Whether the database must exist already. */
  public enum Mode {
    /** Opens the database, or creates it when there is none. */
    OPEN_OR_CREATE,
    /** Fails with {@link ErrorCode#NO_SUCH_DATABASE} when there is none. */
    OPEN_EXISTING,
    /** Fails with {@link ErrorCode#DATABASE_EXISTS} when there is one. */
    CREATE_NEW
  }

  /** How the records of a database in a directory are kept. */
  public enum StoreType {
    /** In a log. */
    LOG,
    /**
     * In a log, with a mirror in Chronicle Maps for other processes on the host. Needs {@code
     * net.openhft:chronicle-map} on the class path and some options of Java; without them opening
     * fails with {@link ErrorCode#UNSUPPORTED}, and names them. Costs seconds of start-up and twice
     * the disk. A database may be opened with either type, this time or the next.
     */
    CHRONICLE
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
        null,
        StoreType.LOG);
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
        random,
        store);
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
        random,
        store);
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
        random,
        store);
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
        random,
        store);
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
        random,
        store);
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
        random,
        store);
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
        random,
        store);
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
        random,
        store);
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
        random,
        store);
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
        random,
        store);
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
        value,
        store);
  }

  public OpenOptions withStore(StoreType value) {
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
        random,
        value);
  }
}
