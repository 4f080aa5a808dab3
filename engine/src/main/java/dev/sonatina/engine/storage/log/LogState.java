package dev.sonatina.engine.storage.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything the store holds after one transaction; immutable. Readers keep a state, the writer
 * publishes the next.
 *
 * @param version number of the last transaction in it
 * @param end the position in the log behind that transaction
 * @param previousCrc header checksum of the frame before that position
 * @param logBytes length of the log since the last checkpoint before the store was opened
 * @param nextCollection the number that the next collection gets
 * @param collections in the order of their numbers
 * @param keys member names by key id
 * @param meta the meta area
 * @param segments the segments that hold the records
 */
record LogState(
    long version,
    long end,
    int previousCrc,
    long logBytes,
    int nextCollection,
    List<LogCollection> collections,
    KeyTable keys,
    NavigableMap<String, byte[]> meta,
    SegmentSet segments) {

  /** The collection of this number, or null. */
  @Nullable LogCollection find(int number) {
    int low = 0;
    int high = collections.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      LogCollection collection = collections.get(middle);
      if (collection.number() == number) {
        return collection;
      }
      if (collection.number() < number) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return null;
  }

  /** The collection of this name, or null. */
  @Nullable LogCollection find(String name) {
    for (LogCollection collection : collections) {
      if (collection.name().equals(name)) {
        return collection;
      }
    }
    return null;
  }

  /** The offset at which the log leaves a segment, or has arrived in it. */
  int endOf(MappedSegment segment) {
    return segment.number() == Position.segment(end) ? Position.offset(end) : segment.end();
  }

  /** Bytes of a segment that hold records still in use. */
  long liveBytes(int segment) {
    long sum = 0;
    for (LogCollection collection : collections) {
      sum += collection.usage().bytes(segment);
    }
    return sum;
  }

  /** Number of records still in use that lie in a segment. */
  long liveRecords(int segment) {
    long sum = 0;
    for (LogCollection collection : collections) {
      sum += collection.usage().records(segment);
    }
    return sum;
  }

  /** The segments that hold no record in use and that the log has left. */
  List<MappedSegment> unusedSegments() {
    return segments(false);
  }

  /** The segments that hold a record in use or are being written. */
  List<MappedSegment> usedSegments() {
    return segments(true);
  }

  private List<MappedSegment> segments(boolean used) {
    List<MappedSegment> chosen = new ArrayList<>();
    for (MappedSegment segment : segments.members()) {
      if (isUsed(segment) == used) {
        chosen.add(segment);
      }
    }
    return chosen;
  }

  private boolean isUsed(MappedSegment segment) {
    return segment.number() >= Position.segment(end) || liveRecords(segment.number()) > 0;
  }

  /** Bytes of all segments that hold records still in use. */
  long liveBytes() {
    long sum = 0;
    for (LogCollection collection : collections) {
      sum += collection.usage().totalBytes();
    }
    return sum;
  }

  /** The same state, with more ids counted as handed out. */
  LogState withNextIds(Map<Integer, Long> nextIds) {
    if (nextIds.isEmpty()) {
      return this;
    }
    List<LogCollection> changed = new ArrayList<>(collections);
    changed.replaceAll(
        each -> {
          Long nextId = nextIds.get(each.number());
          return nextId == null ? each : each.withNextId(Math.max(nextId, each.nextId()));
        });
    return new LogState(
        version, end, previousCrc, logBytes, nextCollection, changed, keys, meta, segments);
  }

  /** The same state at another place of the log, in other segments. */
  LogState at(LogPlace place) {
    return new LogState(
        version,
        place.end(),
        place.previousCrc(),
        place.logBytes(),
        nextCollection,
        collections,
        keys,
        meta,
        place.segments());
  }
}
