package dev.sonatina.engine.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.FilterRequest;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.Record;
import dev.sonatina.engine.api.Records;
import dev.sonatina.engine.api.ScriptLimits;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.Store;
import dev.sonatina.engine.storage.memory.MemoryStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reader that stops half-way, for whatever reason, leaves no snapshot open. */
class AbandonedReaderTest {

  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger opened = new AtomicInteger();

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void closingHalfWayFreesTheSnapshot(int threads) {
    try (EmbeddedDatabase database = database(threads)) {
      Collection collection = fill(database, 500);
      opened.set(0);
      try (Records records = collection.filter("function($r) { return $r.n >= 0; }")) {
        Iterator<Record> iterator = records.iterator();
        for (int i = 0; i < 10; i++) {
          assertEquals(i, iterator.next().id());
        }
        assertEquals(1, open.get());
      }
      assertEquals(0, open.get());
      assertTrue(opened.get() > 0);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aFailureHalfWayFreesTheSnapshot(int threads) {
    try (EmbeddedDatabase database = database(threads)) {
      Collection collection = fill(database, 500);
      FilterRequest request =
          FilterRequest.of("function($r) { return strlen(str_repeat('x', $r.n * 10000)) >= 0; }")
              .limits(ScriptLimits.defaults().withMemoryBytes(2 << 20));
      // Not closed: reading has ended, and that is enough.
      Iterator<Record> iterator = collection.filter(request).iterator();
      assertEquals(0, iterator.next().id());
      assertThrows(SonatinaException.class, () -> iterator.forEachRemaining(record -> {}));
      assertEquals(0, open.get());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void cancellingHalfWayFreesTheSnapshot(int threads) {
    try (EmbeddedDatabase database = database(threads)) {
      Collection collection = fill(database, 30_000);
      Cancellation cancellation = new Cancellation();
      FilterRequest request =
          FilterRequest.of("function($r) { return $r.n >= 0; }").cancellation(cancellation);
      Iterator<Record> iterator = collection.filter(request).iterator();
      assertEquals(0, iterator.next().id());
      cancellation.cancel();
      assertThrows(SonatinaException.class, () -> iterator.forEachRemaining(record -> {}));
      assertEquals(0, open.get());
    }
  }

  private EmbeddedDatabase database(int threads) {
    OpenOptions options =
        OpenOptions.defaults().withScanThreads(threads).withEagerPlans(threads > 1);
    return new EmbeddedDatabase(
        counting(new MemoryStore(Clock.systemUTC(), Duration.ofSeconds(1))), options);
  }

  private static Collection fill(EmbeddedDatabase database, int count) {
    Collection collection = database.createCollection("c");
    collection.storeAll(
        IntStream.range(0, count).mapToObj(i -> "{\"n\":" + i + "}").toArray(String[]::new));
    return collection;
  }

  private Store counting(Store store) {
    return wrap(
        Store.class,
        store,
        (name, result) -> {
          if (!name.equals("snapshot")) {
            return result;
          }
          open.incrementAndGet();
          opened.incrementAndGet();
          return wrap(
              Snapshot.class,
              (Snapshot) result,
              (called, answer) -> {
                if (called.equals("close")) {
                  open.decrementAndGet();
                }
                return answer;
              });
        });
  }

  /** What a call by this name has answered, and what is to be answered instead. */
  private interface Afterwards {
    Object apply(String method, Object result);
  }

  private static <T> T wrap(Class<T> type, T target, Afterwards afterwards) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                return afterwards.apply(method.getName(), method.invoke(target, arguments));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
