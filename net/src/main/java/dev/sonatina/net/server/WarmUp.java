package dev.sonatina.net.server;

import dev.sonatina.engine.api.Durability;
import dev.sonatina.engine.api.FilterRequest;
import dev.sonatina.engine.api.Records;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.net.client.RemoteCollection;
import dev.sonatina.net.client.SonataAdmin;
import dev.sonatina.net.client.SonataClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Runs what a server runs, on requests made up here, so that the first real clients meet compiled
 * code: a fresh Java process interprets, and serves one-record stores several times slower than a
 * moment later.
 *
 * <p>It is a whole server of its own on the loopback interface, with a database on disk and a
 * client, for nothing less uses all that a real request uses. The requests are those of provenance
 * clients: single records and small batches, of a size that fits a message and of one that has to
 * be pulled, many at once; fetches, filters, and all records. Databases come and go, and no filter
 * is like the one before: what a client does first in a new database is met as well.
 */
final class WarmUp {

  private static final System.Logger LOG = System.getLogger(WarmUp.class.getName());

  /** By then everything that counts has been compiled. */
  private static final int ROUNDS_MAX = 40;

  private static final String ON_DISK = "on-disk";
  private static final String IN_MEMORY = "in-memory";

  private static final int CALLS_AT_ONCE = 64;

  /** The first looks at every record, the second builds columns, the third uses them. */
  private static final int FILTER_USES = 3;

  private static final int STORES_PER_READ = 4;

  private final long endNanos;
  private final List<byte[]> records = new ArrayList<>();
  private final Queue<CompletableFuture<?>> underWay = new ArrayDeque<>();
  private int filters;

  private WarmUp(Duration atMost) {
    endNanos = System.nanoTime() + atMost.toNanos();
    for (int i = 0; i < CALLS_AT_ONCE; i++) {
      records.add(record(i).getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Warms this process up. What goes wrong is logged and otherwise without meaning.
   *
   * @param directory where the database may be, in a directory that is removed at the end
   * @param atMost when to stop, give or take a few milliseconds
   */
  static void run(Path directory, Duration atMost) {
    if (atMost.isZero()) {
      return;
    }
    try {
      Path temporary = Files.createTempDirectory(directory, ".warm-up-");
      try {
        new WarmUp(atMost).useServerAt(temporary);
      } finally {
        Files.delete(temporary);
      }
    } catch (IOException | SonatinaException | CompletionException e) {
      LOG.log(System.Logger.Level.DEBUG, "the server starts without warming up", e);
    }
  }

  private void useServerAt(Path directory) throws IOException {
    try (SonatinaServer server = SonatinaServer.builder().dataDirectory(directory).start();
        SonataClient client = SonataClient.connect(server.address().toString())) {
      SonataAdmin admin = client.admin(0);
      admin.createDatabase(ON_DISK, "unqlite", "{\"path\":\"warm-up\"}");
      try {
        RemoteCollection onDisk = client.database(0, ON_DISK).createCollection("records");
        for (int round = 0; round < ROUNDS_MAX && goesOn(); round++) {
          use(onDisk);
          // What comes and goes must not wait for a disk, which may be busy.
          admin.createDatabase(IN_MEMORY, "unqlite", "{\"in-memory\":true}");
          try {
            use(client.database(0, IN_MEMORY).createCollection("records"));
          } finally {
            admin.detachDatabase(IN_MEMORY);
          }
        }
      } finally {
        admin.destroyDatabase(ON_DISK);
      }
    }
  }

  private boolean goesOn() {
    return System.nanoTime() < endNanos;
  }

  private void use(RemoteCollection collection) {
    for (int i = 0; i < STORES_PER_READ && goesOn(); i++) {
      storeSingly(collection);
      fetch(collection, i * CALLS_AT_ONCE);
      if (goesOn()) {
        storeTogether(collection);
      }
    }
    if (goesOn()) {
      read(collection);
    }
  }

  private void storeSingly(RemoteCollection collection) {
    for (int i = 0; i < records.size(); i++) {
      byte[] record = records.get(i);
      begin(
          i % 2 == 0
              ? collection.storeAllAsync(List.of(record), Durability.DEFERRED)
              : collection.storeAsync(record, Durability.DEFERRED));
    }
    await();
  }

  private void storeTogether(RemoteCollection collection) {
    for (int i = 0; i < records.size(); i += 16) {
      begin(collection.storeAllAsync(records.subList(i, i + 16), Durability.DEFERRED));
    }
    await();
  }

  private void fetch(RemoteCollection collection, int first) {
    for (int i = 0; i < CALLS_AT_ONCE; i++) {
      begin(collection.findAsync(first + i));
    }
    begin(collection.findAllAsync(0, 1, 2, 3));
    await();
  }

  private void read(RemoteCollection collection) {
    String filter =
        "function($r) { return $r.fid == 7 && $r.outlier_score >= 10.5 && $r.rid < "
            + filters++
            + "; }";
    for (int use = 0; use < FILTER_USES; use++) {
      begin(collection.filterAsync(FilterRequest.of(filter)).thenAccept(Records::close));
      await();
    }
    begin(collection.allAsync().thenAccept(Records::close));
    begin(collection.sizeAsync());
    await();
  }

  private void begin(CompletableFuture<?> call) {
    underWay.add(call);
  }

  private void await() {
    for (CompletableFuture<?> next = underWay.poll(); next != null; next = underWay.poll()) {
      next.join();
    }
  }

  /** Members as provenance records have them; every other one does not fit a message. */
  private static String record(int i) {
    StringBuilder text = new StringBuilder(8192);
    text.append("{\"rid\":").append(i % 16).append(",\"fid\":").append(i % 97);
    text.append(",\"func\":\"void Grid::advance(int, double)\",\"event_id\":\"0:").append(i);
    text.append("\",\"outlier_score\":").append(i).append(".25,\"is_gpu_event\":false");
    text.append(",\"gpu_parent\":null,\"call_stack\":[");
    int frames = i % 2 == 0 ? 4 : 40;
    for (int frame = 0; frame < frames; frame++) {
      text.append(frame == 0 ? "" : ",");
      text.append("{\"entry\":1626361163100").append(100 + i).append(",\"exit\":0,\"fid\":");
      text.append(frame).append(",\"func\":\"\\\"f\\\" ").append(frame);
      text.append("\",\"is_anomaly\":").append(frame % 2 == 0).append('}');
    }
    return text.append("]}").toString();
  }
}
