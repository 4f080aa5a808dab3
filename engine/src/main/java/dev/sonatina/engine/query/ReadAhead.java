package dev.sonatina.engine.query;

import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.engine.query.column.Path;
import dev.sonatina.engine.record.KeyDictionary;
import dev.sonatina.engine.record.MemberFinder;
import dev.sonatina.engine.record.RecordSource;
import dev.sonatina.engine.storage.RecordView;
import dev.sonatina.jx9.value.MemberSource;
import org.jspecify.annotations.Nullable;

/**
 * The next few records of a scan, located before the first of them is looked at. For one thread.
 *
 * <p>What it is for: a scan that goes from record to record waits for memory at every one, first
 * for its head and then for the value that the filter looks at, and does nothing else meanwhile. Of
 * several records at once, a processor fetches both for all of them in the time of one.
 */
final class ReadAhead {

  private static final int SIZE = 16;

  /** Bytes that a processor fetches together. */
  private static final int LINE_BYTES = 64;

  /**
   * Reading so many bytes in a row takes about as long as one step of a path, of which the
   * processor does not know where it leads.
   */
  private static final int BYTES_PER_STEP = 8 * LINE_BYTES;

  /** Where the next record lies. */
  @FunctionalInterface
  interface Locator {
    /** Points the view at the next record and answers its id, or -1 at the end. */
    long locate(RecordView view);
  }

  private final RecordView[] views = new RecordView[SIZE];
  private final RecordSource[] sources = new RecordSource[SIZE];
  private final long[] ids = new long[SIZE];
  private final int[] handles = new int[SIZE];
  private final Path.@Nullable Finder finder;
  private final int wholeBytesMax;
  private final Locator locator;
  private int count;
  private int next;

  /** So many of the sources have been pointed at their records. */
  private int pointed;

  private boolean isAtEnd;
  private @Nullable RuntimeException failure;

  /** Takes part in the loads that are made for their side effect, so that they are made. */
  private int touched;

  /**
   * @param firstPath what the filter looks at first; null if that is not known
   */
  ReadAhead(Locator locator, @Nullable Path firstPath, KeyDictionary dictionary) {
    this.locator = locator;
    this.finder = firstPath == null ? null : firstPath.finder();
    this.wholeBytesMax = finder == null ? 0 : finder.length() * BYTES_PER_STEP;
    MemberFinder members = MemberFinder.remembering();
    for (int i = 0; i < SIZE; i++) {
      views[i] = new RecordView();
      sources[i] = new RecordSource(dictionary, members);
    }
  }

  /** Goes to the next record; false at the end. */
  boolean advance() {
    if (next + 1 < count) {
      next++;
      return true;
    }
    // Those in front of a record that cannot be read have been looked at by now.
    if (failure != null) {
      throw failure;
    }
    next = 0;
    locate();
    if (count == 0 && failure != null) {
      throw failure;
    }
    return count > 0;
  }

  RecordView view() {
    return views[next];
  }

  long id() {
    return ids[next];
  }

  /** The record in the {@link #view}. */
  RecordSource source() {
    if (next >= pointed) {
      point(next);
    }
    return sources[next];
  }

  private void point(int at) {
    RecordView view = views[at];
    sources[at].point(view.buffer(), view.offset(), view.length(), ids[at]);
  }

  private void locate() {
    count = 0;
    pointed = 0;
    try {
      while (count < SIZE && !isAtEnd) {
        long id = locator.locate(views[count]);
        if (id < 0) {
          isAtEnd = true;
        } else {
          ids[count++] = id;
        }
      }
    } catch (RuntimeException e) {
      failure = e;
    }
    touchHeads();
    if (finder != null && count > 1) {
      try {
        touchValues(finder);
      } catch (SonatinaException e) {
        // A damaged record: it is for the filter to find that out, if it looks at it.
        touched++;
      }
    }
  }

  /**
   * The tables of a record of thirty members take two lines, which begin anywhere in the first. Of
   * a short record all lines are read.
   */
  private void touchHeads() {
    int sum = touched;
    for (int i = 0; i < count; i++) {
      RecordView view = views[i];
      int end = isReadWhole(view) ? view.length() : Math.min(view.length(), 3 * LINE_BYTES);
      for (int at = 0; at < end; at += LINE_BYTES) {
        sum += view.byteAt(at);
      }
    }
    touched = sum;
  }

  private boolean isReadWhole(RecordView view) {
    return view.length() <= wholeBytesMax;
  }

  /** Step by step, each for all records, so that their loads do not wait for each other. */
  private void touchValues(Path.Finder path) {
    for (int i = 0; i < count; i++) {
      point(i);
      pointed++;
      handles[i] = isReadWhole(views[i]) ? MemberSource.ABSENT : sources[i].root();
    }
    for (int step = 0; step < path.length(); step++) {
      for (int i = 0; i < count; i++) {
        if (handles[i] >= 0) {
          handles[i] = path.step(sources[i], handles[i], step);
        }
      }
      touchHandles();
    }
  }

  /**
   * Reads from where the handles lead, and a line further, where the tables of objects go on. Apart
   * from the steps, which take so many instructions that a processor does not see the loads of the
   * next records before it has done them.
   */
  private void touchHandles() {
    int sum = touched;
    for (int i = 0; i < count; i++) {
      RecordView view = views[i];
      int at = handles[i];
      int end = view.offset() + view.length();
      if (at >= 0 && at < end) {
        sum += view.buffer().get(at);
        if (at < end - LINE_BYTES) {
          sum += view.buffer().get(at + LINE_BYTES);
        }
      }
    }
    touched = sum;
  }
}
