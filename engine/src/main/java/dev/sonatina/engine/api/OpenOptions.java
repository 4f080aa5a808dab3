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
 * @param logTailBytesMax length of the log since the last checkpoint at which writers wait for the
 *     next, and so what opening after a crash reads at most, but for one transaction (256 MiB)
 * @param heapBudget what databases opened with these options may keep on the heap together (no
 *     limit)
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
    StoreType store,
    long logTailBytesMax,
    HeapBudget heapBudget) {

  private static final long LOG_TAIL_BYTES = 256L << 20;

  public OpenOptions {
    if (scanThreads < 1) {
      throw new SonatinaException(
          ErrorCode.INVALID_ARGUMENT, "scanThreads: " + scanThreads + " (expected: 1 or more)");
    }
    if (logTailBytesMax < 1) {
      throw new SonatinaException(
          ErrorCode.INVALID_ARGUMENT,
          "logTailBytesMax: " + logTailBytesMax + " (expected: 1 or more)");
    }
  }

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
        StoreType.LOG,
        LOG_TAIL_BYTES,
        HeapBudget.unlimited());
  }

  /** The same options with another {@link #mode}. */
  public OpenOptions withMode(Mode value) {
    Copy copy = new Copy(this);
    copy.mode = value;
    return copy.finished();
  }

  /** The same options with another {@link #readOnly}. */
  public OpenOptions withReadOnly(boolean value) {
    Copy copy = new Copy(this);
    copy.readOnly = value;
    return copy.finished();
  }

  /** The same options with another {@link #scriptLimits}. */
  public OpenOptions withScriptLimits(ScriptLimits value) {
    Copy copy = new Copy(this);
    copy.scriptLimits = value;
    return copy.finished();
  }

  /** The same options with another {@link #recordLimits}. */
  public OpenOptions withRecordLimits(RecordLimits value) {
    Copy copy = new Copy(this);
    copy.recordLimits = value;
    return copy.finished();
  }

  /** The same options with another {@link #mathFunctions}. */
  public OpenOptions withMathFunctions(boolean value) {
    Copy copy = new Copy(this);
    copy.mathFunctions = value;
    return copy.finished();
  }

  /** The same options with another {@link #hostFunctions}. */
  public OpenOptions withHostFunctions(boolean value) {
    Copy copy = new Copy(this);
    copy.hostFunctions = value;
    return copy.finished();
  }

  /** The same options with another {@link #scanThreads}. */
  public OpenOptions withScanThreads(int value) {
    Copy copy = new Copy(this);
    copy.scanThreads = value;
    return copy.finished();
  }

  /** The same options with another {@link #columns}. */
  public OpenOptions withColumns(boolean value) {
    Copy copy = new Copy(this);
    copy.columns = value;
    return copy.finished();
  }

  /** The same options with another {@link #eagerPlans}. */
  public OpenOptions withEagerPlans(boolean value) {
    Copy copy = new Copy(this);
    copy.eagerPlans = value;
    return copy.finished();
  }

  /** The same options with another {@link #clock}. */
  public OpenOptions withClock(Clock value) {
    Copy copy = new Copy(this);
    copy.clock = value;
    return copy.finished();
  }

  /** The same options with another {@link #random}. */
  public OpenOptions withRandom(RandomGenerator value) {
    Copy copy = new Copy(this);
    copy.random = value;
    return copy.finished();
  }

  /** The same options with another {@link #store}. */
  public OpenOptions withStore(StoreType value) {
    Copy copy = new Copy(this);
    copy.store = value;
    return copy.finished();
  }

  /** The same options with another {@link #logTailBytesMax}. */
  public OpenOptions withLogTailBytesMax(long value) {
    Copy copy = new Copy(this);
    copy.logTailBytesMax = value;
    return copy.finished();
  }

  /** The same options with another {@link #heapBudget}. */
  public OpenOptions withHeapBudget(HeapBudget value) {
    Copy copy = new Copy(this);
    copy.heapBudget = value;
    return copy.finished();
  }

  /**
   * A copy that may be changed, by name: so many values in a row are easily mistaken for each
   * other.
   */
  private static final class Copy {
    private Mode mode;
    private boolean readOnly;
    private ScriptLimits scriptLimits;
    private RecordLimits recordLimits;
    private boolean mathFunctions;
    private boolean hostFunctions;
    private int scanThreads;
    private boolean columns;
    private boolean eagerPlans;
    private Clock clock;
    private @Nullable RandomGenerator random;
    private StoreType store;
    private long logTailBytesMax;
    private HeapBudget heapBudget;

    Copy(OpenOptions from) {
      mode = from.mode;
      readOnly = from.readOnly;
      scriptLimits = from.scriptLimits;
      recordLimits = from.recordLimits;
      mathFunctions = from.mathFunctions;
      hostFunctions = from.hostFunctions;
      scanThreads = from.scanThreads;
      columns = from.columns;
      eagerPlans = from.eagerPlans;
      clock = from.clock;
      random = from.random;
      store = from.store;
      logTailBytesMax = from.logTailBytesMax;
      heapBudget = from.heapBudget;
    }

    OpenOptions finished() {
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
          store,
          logTailBytesMax,
          heapBudget);
    }
  }
}
