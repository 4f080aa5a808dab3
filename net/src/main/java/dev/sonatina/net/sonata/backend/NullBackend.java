package dev.sonatina.net.sonata.backend;

import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.net.protocol.json.JsonValue;
import dev.sonatina.net.protocol.json.JsonValue.BooleanValue;
import dev.sonatina.net.protocol.json.JsonValue.UnsignedNumber;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Type {@code null}: keeps nothing and refuses nothing, for measuring everything else.
 *
 * <p>Each operation takes {@code delay_ms} milliseconds (0), spent computing rather than waiting
 * when {@code active_delay} is set; with {@code lock_mutex} they exclude each other. A key of the
 * wrong type is reported in the log and otherwise ignored.
 */
final class NullBackend implements Backend {

  private static final System.Logger LOG = System.getLogger(NullBackend.class.getName());
  private static final byte[] EMPTY_OBJECT = {'{', '}'};
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  /** A delay keeps one of the server's threads, and clients choose it. */
  private static final long DELAY_MILLIS_MAX = 60_000;

  private final ReentrantLock mutex = new ReentrantLock();
  private final long delayMillis;
  private final boolean isDelayActive;
  private final boolean isExclusive;

  NullBackend(BackendConfig config) {
    long delay = 0;
    if (config.find("delay_ms") instanceof UnsignedNumber number) {
      delay = number.bits() < 0 ? DELAY_MILLIS_MAX : Math.min(number.bits(), DELAY_MILLIS_MAX);
    } else if (config.find("delay_ms") != null) {
      LOG.log(System.Logger.Level.ERROR, "[null] delay_ms should be an unsigned integer");
    }
    delayMillis = delay;
    isDelayActive = bool(config, "active_delay");
    isExclusive = bool(config, "lock_mutex");
  }

  private static boolean bool(BackendConfig config, String key) {
    JsonValue value = config.find(key);
    if (value != null && !(value instanceof BooleanValue)) {
      LOG.log(System.Logger.Level.ERROR, "[null] {0} should be a boolean", key);
    }
    return value instanceof BooleanValue truth && truth.value();
  }

  private void operate() {
    if (!isExclusive) {
      pause();
      return;
    }
    mutex.lock();
    try {
      pause();
    } finally {
      mutex.unlock();
    }
  }

  /** Ends early when the server stops, which interrupts this thread. */
  private void pause() {
    long start = System.nanoTime();
    long nanos = TimeUnit.MILLISECONDS.toNanos(delayMillis);
    long left = nanos;
    while (left > 0 && !Thread.currentThread().isInterrupted()) {
      if (isDelayActive) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(this, left);
      }
      left = nanos - (System.nanoTime() - start);
    }
  }

  @Override
  public void createCollection(String collection) {
    operate();
  }

  @Override
  public boolean hasCollection(String collection) {
    operate();
    return true;
  }

  @Override
  public void dropCollection(String collection) {
    operate();
  }

  @Override
  public long store(String collection, NewRecord record) {
    operate();
    return 0;
  }

  @Override
  public long[] storeMulti(String collection, List<NewRecord> records) {
    operate();
    long[] ids = new long[records.size()];
    Arrays.setAll(ids, i -> i);
    return ids;
  }

  @Override
  public void fetch(String collection, long id, RecordForm form, RecordSink sink) {
    operate();
    handEmpty(form, sink);
  }

  @Override
  public void fetchMulti(String collection, long[] ids, RecordForm form, RecordSink sink) {
    operate();
    for (int i = 0; i < ids.length; i++) {
      handEmpty(form, sink);
    }
  }

  private static void handEmpty(RecordForm form, RecordSink sink) {
    sink.accept(form == RecordForm.TEXT ? EMPTY_OBJECT : null);
  }

  @Override
  public void filter(
      String collection, String function, Cancellation cancellation, RecordSink sink) {
    operate();
    sink.acceptNothing();
  }

  @Override
  public void all(String collection, RecordForm form, RecordSink sink) {
    operate();
    sink.acceptNothing();
  }

  @Override
  public void update(String collection, long id, NewRecord record) {
    operate();
  }

  @Override
  public boolean[] updateMulti(String collection, long[] ids, List<NewRecord> records) {
    operate();
    boolean[] done = new boolean[ids.length];
    Arrays.fill(done, true);
    return done;
  }

  @Override
  public void erase(String collection, long id) {
    operate();
  }

  @Override
  public void eraseMulti(String collection, long[] ids) {
    operate();
  }

  @Override
  public long size(String collection) {
    operate();
    return 0;
  }

  @Override
  public long lastId(String collection) {
    operate();
    return 0;
  }

  @Override
  public Map<String, byte[]> execute(
      String code, List<String> variables, Cancellation cancellation) {
    operate();
    Map<String, byte[]> texts = new LinkedHashMap<>();
    variables.forEach(variable -> texts.put(variable, NULL));
    return texts;
  }

  @Override
  public void commit() {
    operate();
  }

  @Override
  public void close() {}

  @Override
  public void destroy() {
    operate();
  }
}
