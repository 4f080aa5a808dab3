package dev.sonatina.engine.record;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Tells a visitor what a stored record holds: every value exactly as it was stored, objects with
 * their {@code __id}. Reusable; for one thread.
 *
 * @see RecordFormat
 */
public final class RecordWalker {

  private final KeyDictionary dictionary;

  /** The record at hand, on the heap, so that small reads are cheap. */
  private byte[] record = new byte[8 * 1024];

  private ByteBuffer bytes = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
  private long id;

  public RecordWalker(KeyDictionary dictionary) {
    this.dictionary = dictionary;
  }

  /** Walks through the record at a place in a buffer. */
  public void walk(ByteBuffer buffer, int offset, int size, long recordId, RecordVisitor visitor) {
    if (size > record.length) {
      record = new byte[Math.max(size, record.length * 2)];
      bytes = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
    }
    buffer.get(offset, record, 0, size);
    id = recordId;
    RecordFormat.checkVersion(bytes, 0, size);
    int after = value(RecordFormat.HEADER_SIZE, size, 0, visitor);
    if (after != size) {
      throw RecordFormat.corrupt(after, "the end of the record at byte " + size);
    }
  }

  /** Tells of one value and answers where it ends. */
  private int value(int at, int end, int depth, RecordVisitor visitor) {
    int tag = Layout.tag(bytes, at, end);
    int after = Layout.after(bytes, at, end);
    if (tag >= RecordFormat.SHORT_STRING) {
      visitor.string(record, at + 1, after - at - 1);
    } else if (tag >= RecordFormat.SMALL_INT) {
      visitor.integer(tag & RecordFormat.SMALL_MAX);
    } else if (tag >= RecordFormat.OBJECT) {
      object(tag, at, after, depth, visitor);
    } else if (tag >= RecordFormat.ARRAY) {
      array(tag, at, after, depth, visitor);
    } else if (tag >= RecordFormat.STRING) {
      int start = Layout.stringStart(tag, at);
      visitor.string(record, start, after - start);
    } else {
      fixed(tag, at, visitor);
    }
    return after;
  }

  private void fixed(int tag, int at, RecordVisitor visitor) {
    switch (tag) {
      case RecordFormat.NULL -> visitor.nullValue();
      case RecordFormat.FALSE -> visitor.bool(false);
      case RecordFormat.TRUE -> visitor.bool(true);
      case RecordFormat.DOUBLE, RecordFormat.FLOAT ->
          visitor.number(RecordFormat.readDouble(bytes, tag, at));
      case RecordFormat.UNSIGNED -> visitor.unsigned(bytes.getLong(at + 1));
      default -> visitor.integer(RecordFormat.readInt(bytes, tag, at));
    }
  }

  private void object(int tag, int at, int after, int depth, RecordVisitor visitor) {
    checkDepth(at, depth);
    int w = Layout.width(tag, at);
    int count = Layout.count(bytes, tag, at, after);
    int firstMember = Layout.firstMember(tag, w, at, count, after);
    int keys = Layout.tables(w, at);
    int offsets = keys + 2 * count;
    int order = offsets + (count << w);
    boolean isOrdered = (tag & RecordFormat.ORDERED) != 0;
    boolean needsId = depth == 0;
    int member = firstMember;
    visitor.beginObject();
    for (int i = 0; i < count; i++) {
      int rank = isOrdered ? i : RecordFormat.readSized(bytes, order + (i << w), w);
      if (rank < 0
          || rank >= count
          || RecordFormat.readSized(bytes, offsets + (rank << w), w) != member - firstMember) {
        throw RecordFormat.corrupt(at, "members in order without gaps");
      }
      int key = bytes.getShort(keys + 2 * rank) & 0xFFFF;
      if (key == RecordFormat.INLINE_KEY) {
        visitor.name(Layout.string(bytes, member, after));
        member = Layout.after(bytes, member, after);
      } else {
        visitor.name(dictionary.key(key).name);
      }
      if (depth == 0 && key == KeyDictionary.ID) {
        needsId = false;
        visitor.integer(id);
        member = Layout.after(bytes, member, after);
      } else {
        member = value(member, after, depth + 1, visitor);
      }
    }
    if (member != after) {
      throw RecordFormat.corrupt(member, "the end of the object at byte " + after);
    }
    if (needsId) {
      visitor.name(KeyDictionary.ID_NAME);
      visitor.integer(id);
    }
    visitor.endObject();
  }

  private void array(int tag, int at, int after, int depth, RecordVisitor visitor) {
    checkDepth(at, depth);
    int count = Layout.count(bytes, tag, at, after);
    int element = Layout.firstElement(Layout.width(tag, at), at, count, after);
    visitor.beginArray();
    for (int i = 0; i < count; i++) {
      element = value(element, after, depth + 1, visitor);
    }
    if (element != after) {
      throw RecordFormat.corrupt(element, "the end of the array at byte " + after);
    }
    visitor.endArray();
  }

  private static void checkDepth(int at, int depth) {
    if (depth > RecordFormat.NESTING_MAX) {
      throw RecordFormat.corrupt(at, "at most " + RecordFormat.NESTING_MAX + " levels");
    }
  }
}
