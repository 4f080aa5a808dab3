package dev.sonatina.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import java.io.File;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program that opens databases, unit tests above all, may rely on when they are closed. */
class NothingLeftTest {

  private static final String FILTER = "function($r) { return $r.a >= 0; }";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  Path directory;

  @Test
  void aThousandOpeningsLeaveNoThreadsFilesOrBuffers() throws Exception {
    use(Sonatina.inMemory()); // What a process sets up once is not counted.
    use(Sonatina.open(directory.resolve("first")));
    Set<String> threads = threads();
    long files = openFiles();
    long buffers = buffers();
    for (int i = 0; i < 800; i++) {
      use(Sonatina.inMemory());
    }
    for (int i = 0; i < 200; i++) {
      use(Sonatina.open(directory.resolve("db" + i % 20)));
    }
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("sonatina")) {
        thread.join(10_000); // One may be about to end.
      }
    }
    assertEquals(threads, threads());
    assertTrue(openFiles() <= files, "open files: " + files + " before, " + openFiles());
    for (int i = 0; i < 20 && buffers() > buffers; i++) {
      System.gc(); // Which frees what nobody refers to any more.
    }
    assertTrue(buffers() <= buffers, "direct and mapped buffers: " + buffers + ", " + buffers());
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(21, left.count());
    }
  }

  private static void use(Database opened) {
    try (Database database = opened) {
      Collection collection =
          database.hasCollection("c") ? database.collection("c") : database.createCollection("c");
      collection.store("{\"a\":1}");
      assertFalse(collection.filter(FILTER).toList().isEmpty());
    }
  }

  @Test
  void sixtyFourDatabasesAtOnceKnowNothingOfEachOther() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Void>> work = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        int number = i;
        work.add(
            () -> {
              Path path = directory.resolve("db" + number);
              try (Database memory = Sonatina.inMemory();
                  Database files = Sonatina.open(path)) {
                fill(memory, number);
                fill(files, number);
              }
              return null;
            });
      }
      for (Future<Void> each : threads.invokeAll(work)) {
        each.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  private static void fill(Database database, int number) {
    Collection collection = database.createCollection("c");
    for (int i = 0; i < 20; i++) {
      assertEquals(i, collection.store("{\"db\":" + number + "}"));
    }
    assertEquals(
        20, collection.filter("function($r) { return $r.db == " + number + "; }").toList().size());
    assertEquals(
        "20", database.execute("print db_total_records('c');").output(), "database " + number);
  }

  /** In a class loader of its own, without Chronicle Map, which nothing but its store may need. */
  @Test
  void classLoaderThatUsedADatabaseIsCollected() throws Exception {
    ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
    WeakReference<ClassLoader> loader = useInOwnLoader(collected);
    for (int i = 0; i < 50 && loader.get() != null; i++) {
      System.gc();
      collected.remove(100);
    }
    assertNull(loader.get(), "something holds on to the class loader");
  }

  private WeakReference<ClassLoader> useInOwnLoader(ReferenceQueue<ClassLoader> collected)
      throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
      if (!entry.contains("chronicle")) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    URLClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    try (loader) {
      Class<?> user = loader.loadClass(User.class.getName());
      user.getMethod("use", Path.class).invoke(null, directory.resolve("own"));
    }
    return new WeakReference<>(loader, collected);
  }

  /** Loaded once more by another class loader. */
  public static final class User {

    private User() {}

    public static void use(Path path) {
      NothingLeftTest.use(Sonatina.inMemory());
      NothingLeftTest.use(Sonatina.open(path));
    }
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> !name.startsWith("Attach Listener"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Files that this process has open below the directory, as far as the system tells. */
  private long openFiles() throws IOException {
    Path descriptors = Path.of("/proc/self/fd");
    if (!Files.isDirectory(descriptors)) {
      return 0;
    }
    long count = 0;
    File[] all = descriptors.toFile().listFiles();
    for (File each : all == null ? new File[0] : all) {
      try {
        if (each.toPath().toRealPath().startsWith(directory.toRealPath())) {
          count++;
        }
      } catch (IOException e) {
        // It was closed meanwhile.
      }
    }
    return count;
  }

  private static long buffers() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .mapToLong(BufferPoolMXBean::getCount)
        .sum();
  }
}
