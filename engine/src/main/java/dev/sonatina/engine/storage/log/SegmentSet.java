package dev.sonatina.engine.storage.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The mapped segments that a state refers to; immutable, counted.
 *
 * <p>The writer and the published state hold a set, and so does each snapshot of a state with it.
 * When the last of them lets go, mappings that no other set shares are unmapped. So no mapping goes
 * while somebody may read through it, and none stays longer.
 */
final class SegmentSet {

  private final int first;
  private final @Nullable MappedSegment[] segments;
  private final @Nullable ByteBuffer[] bytes;
  private final AtomicInteger holders = new AtomicInteger(1);

  /** A set held once, by the caller. */
  SegmentSet(List<MappedSegment> members) {
    first = members.isEmpty() ? 0 : members.get(0).number();
    int limit = members.isEmpty() ? 0 : members.get(members.size() - 1).number() + 1;
    segments = new MappedSegment[limit - first];
    bytes = new ByteBuffer[limit - first];
    for (MappedSegment member : members) {
      segments[member.number() - first] = member;
      bytes[member.number() - first] = member.bytes();
      member.retain();
    }
  }

  /** The members in the order of their numbers. */
  List<MappedSegment> members() {
    List<MappedSegment> members = new ArrayList<>(segments.length);
    for (MappedSegment segment : segments) {
      if (segment != null) {
        members.add(segment);
      }
    }
    return members;
  }

  @Nullable MappedSegment segment(int number) {
    int index = number - first;
    return index >= 0 && index < segments.length ? segments[index] : null;
  }

  /** The bytes of a segment, or null if it does not belong to the set. */
  @Nullable ByteBuffer bytes(int number) {
    int index = number - first;
    return index >= 0 && index < bytes.length ? bytes[index] : null;
  }

  /** A new set with this member added, or put in the place of one of the same number. */
  SegmentSet with(MappedSegment member) {
    List<MappedSegment> members = members();
    int at = 0;
    while (at < members.size() && members.get(at).number() < member.number()) {
      at++;
    }
    if (at < members.size() && members.get(at).number() == member.number()) {
      members.set(at, member);
    } else {
      members.add(at, member);
    }
    return new SegmentSet(members);
  }

  /** A new set without some of the members. */
  SegmentSet without(List<Integer> numbers) {
    List<MappedSegment> members = members();
    members.removeIf(member -> numbers.contains(member.number()));
    return new SegmentSet(members);
  }

  /** Holds the set once more; for those who know that it is held. */
  void retain() {
    holders.incrementAndGet();
  }

  /** Holds the set once more, unless it has been released for good already. */
  boolean tryRetain() {
    int count = holders.get();
    while (count > 0) {
      if (holders.compareAndSet(count, count + 1)) {
        return true;
      }
      count = holders.get();
    }
    return false;
  }

  void release() {
    if (holders.decrementAndGet() == 0) {
      for (MappedSegment member : segments) {
        if (member != null) {
          member.release();
        }
      }
    }
  }
}
