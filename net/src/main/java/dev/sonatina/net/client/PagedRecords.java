package dev.sonatina.net.client;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Record;
import dev.sonatina.engine.api.Records;
import dev.sonatina.engine.api.SonatinaException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Records fetched a page of ids at a time, the next page while one is being read. */
final class PagedRecords implements Records {

  /** Fetches the records of some ids. */
  interface Source {
    CompletableFuture<List<Optional<Record>>> fetch(long[] ids);
  }

  private final Calls calls;
  private final Source source;
  private final long lastId;
  private final int pageRecords;
  private volatile boolean closed;
  private boolean taken;

  /**
   * Records with ids up to a last one.
   *
   * @param lastId -1 for none
   */
  PagedRecords(Calls calls, Source source, long lastId, int pageRecords) {
    this.calls = calls;
    this.source = source;
    this.lastId = lastId;
    this.pageRecords = pageRecords;
  }

  @Override
  public Iterator<Record> iterator() {
    if (taken) {
      throw new IllegalStateException("these records have been iterated already");
    }
    taken = true;
    return new Pages();
  }

  @Override
  public void close() {
    closed = true;
  }

  private final class Pages implements Iterator<Record> {
    private final Queue<Record> page = new ArrayDeque<>();
    private long nextId;
    private @Nullable CompletableFuture<List<Optional<Record>>> coming = request();

    private @Nullable CompletableFuture<List<Optional<Record>>> request() {
      long count = Math.min(pageRecords, lastId - nextId + 1);
      if (count <= 0) {
        return null;
      }
      long[] ids = new long[(int) count];
      for (int i = 0; i < ids.length; i++) {
        ids[i] = nextId++;
      }
      return source.fetch(ids);
    }

    @Override
    public boolean hasNext() {
      while (page.isEmpty() && coming != null) {
        if (closed) {
          throw new SonatinaException(ErrorCode.CLOSED, "these records have been closed");
        }
        List<Optional<Record>> arrived = calls.await(coming);
        coming = request();
        arrived.forEach(record -> record.ifPresent(page::add));
      }
      return !page.isEmpty();
    }

    @Override
    public Record next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return page.remove();
    }
  }
}
