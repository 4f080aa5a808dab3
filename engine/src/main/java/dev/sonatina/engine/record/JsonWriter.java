package dev.sonatina.engine.record;

import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.jx9.value.HeldMemory;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import dev.sonatina.jx9.value.WorkGuard;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Turns stored records into JSON text, without decoding them first, and script values too.
 *
 * <p>The text is always valid JSON in UTF-8. It gathers in a buffer that {@link #toBytes} copies
 * and {@link #reset} empties for the next record. For one thread.
 */
public final class JsonWriter {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /**
   * Short pieces are copied in steps of so many bytes, so every array goes on behind its content.
   */
  private static final int STEP = Long.BYTES;

  /** Longer pieces are copied as arrays are. */
  private static final int SHORT_MAX = 48;

  /**
   * How deep a script's maps may be nested: as deep as a record would take more stack than a small
   * thread has.
   */
  private static final int VALUE_NESTING_MAX = 500;

  /** What an element of a script's map counts for, the bytes of a string not counted. */
  private static final int ELEMENT_BYTES = 8;

  /** Often only one small record is written; more would be spent on making the buffers. */
  private static final int CAPACITY_INITIAL = 512;

  private final KeyDictionary dictionary;
  private byte[] out = new byte[CAPACITY_INITIAL];
  private int length;

  /** The record being written, on the heap, so that small reads are cheap. */
  private byte[] scratch = new byte[CAPACITY_INITIAL];

  private ByteBuffer bytes = ByteBuffer.wrap(scratch).order(ByteOrder.LITTLE_ENDIAN);
  private long id;

  public JsonWriter(KeyDictionary dictionary) {
    this.dictionary = dictionary;
  }

  /** Forgets the text so far. */
  public void reset() {
    length = 0;
  }

  /** The text gathered; a fresh array. */
  public byte[] toBytes() {
    return Arrays.copyOf(out, length);
  }

  /** Adds one byte between records, for instance a newline. */
  public void append(byte value) {
    reserve(1);
    out[length++] = value;
  }

  /** Adds the text of a record. */
  public void write(ByteBuffer buffer, int offset, int size, long recordId) {
    if (size > scratch.length - STEP) {
      scratch = new byte[Math.max(size + STEP, scratch.length * 2)];
      bytes = ByteBuffer.wrap(scratch).order(ByteOrder.LITTLE_ENDIAN);
    }
    buffer.get(offset, scratch, 0, size);
    id = recordId;
    RecordFormat.checkVersion(bytes, 0, size);
    int tag = Layout.tag(bytes, RecordFormat.HEADER_SIZE, size);
    int after =
        RecordFormat.isObject(tag)
            ? writeObject(
                tag,
                RecordFormat.HEADER_SIZE,
                Layout.after(bytes, RecordFormat.HEADER_SIZE, size),
                0)
            : writeValue(RecordFormat.HEADER_SIZE, size, 0);
    if (after != size) {
      throw RecordFormat.corrupt(after, "the end of the record at byte " + size);
    }
  }

  /**
   * Adds the text of a script's value: arrays and objects by the map's flag, resources as null.
   *
   * @param guard watches over the work and the memory, since maps may contain others many times
   *     over
   * @throws DatabaseException LIMIT_EXCEEDED if it is nested too deep, or contains itself
   */
  public void write(Value value, WorkGuard guard) {
    writeValue(value, 0, new HeldMemory(guard));
  }

  private void writeValue(Value value, int depth, HeldMemory memory) {
    switch (value.type()) {
      case NULL, RESOURCE -> writeWord("null");
      case BOOL -> writeWord(value.toBool() ? "true" : "false");
      case INT -> writeInt(value.toInt());
      case FLOAT -> {
        reserve(NumberText.LENGTH_MAX);
        length = NumberText.write(value.toFloat(), out, length);
      }
      case STRING -> {
        memory.add(((StringValue) value).length());
        writeString((StringValue) value);
      }
      case MAP -> writeMap((MapValue) value, depth, memory);
    }
  }

  private void writeMap(MapValue map, int depth, HeldMemory memory) {
    if (depth == VALUE_NESTING_MAX) {
      throw new DatabaseException(
          ErrorCode.LIMIT_EXCEEDED, "value nested deeper than " + depth + " levels");
    }
    boolean isObject = map.isObject();
    int first = map.firstPosition();
    append((byte) (isObject ? '{' : '['));
    for (int at = first; at != MapValue.NONE; at = map.positionAfter(at)) {
      memory.add(ELEMENT_BYTES);
      if (at != first) {
        append((byte) ',');
      }
      if (isObject) {
        StringValue name = map.nameAt(at);
        memory.add(name == null ? 0 : name.length());
        writeString(name != null ? name : StringValue.ofInt(map.indexAt(at)));
        append((byte) ':');
      }
      writeValue(map.valueAt(at), depth + 1, memory);
    }
    append((byte) (isObject ? '}' : ']'));
  }

  private void writeString(StringValue text) {
    reserve(2 + 6L * text.length());
    out[length++] = '"';
    length = JsonStrings.escape(text.array(), 0, text.length(), out, length);
    out[length++] = '"';
  }

  /** Writes a value and answers where it ends. */
  private int writeValue(int at, int end, int depth) {
    int tag = Layout.tag(bytes, at, end);
    int after = Layout.after(bytes, at, end);
    if (tag >= RecordFormat.SHORT_STRING) {
      writePlain(at + 1, after);
    } else if (tag >= RecordFormat.SMALL_INT) {
      writeInt(tag & RecordFormat.SMALL_MAX);
    } else if (tag >= RecordFormat.OBJECT) {
      writeObject(tag, at, after, depth);
    } else if (tag >= RecordFormat.ARRAY) {
      writeArray(tag, at, after, depth);
    } else if (tag >= RecordFormat.STRING) {
      writeString(tag, Layout.stringStart(tag, at), after);
    } else {
      writeFixed(tag, at);
    }
    return after;
  }

  private void writeFixed(int tag, int at) {
    switch (tag) {
      case RecordFormat.NULL -> writeWord("null");
      case RecordFormat.FALSE -> writeWord("false");
      case RecordFormat.TRUE -> writeWord("true");
      case RecordFormat.DOUBLE, RecordFormat.FLOAT -> {
        reserve(NumberText.LENGTH_MAX);
        length = NumberText.write(RecordFormat.readDouble(bytes, tag, at), out, length);
      }
      case RecordFormat.UNSIGNED -> {
        reserve(NumberText.LENGTH_MAX);
        length = NumberText.writeUnsigned(bytes.getLong(at + 1), out, length);
      }
      default -> writeInt(RecordFormat.readInt(bytes, tag, at));
    }
  }

  private int writeObject(int tag, int at, int after, int depth) {
    checkDepth(at, depth);
    int w = Layout.width(tag, at);
    int count = Layout.countWithin(bytes, w, at, after);
    int member = Layout.firstMember(tag, w, at, count, after);
    int firstMember = member;
    int keys = Layout.tables(w, at);
    int offsets = keys + 2 * count;
    boolean ordered = (tag & RecordFormat.ORDERED) != 0;
    boolean needsId = depth == 0;
    append((byte) '{');
    for (int i = 0; i < count; i++) {
      int rank = ordered ? i : RecordFormat.readSized(bytes, offsets + (count << w) + (i << w), w);
      if (rank < 0
          || rank >= count
          || RecordFormat.readSized(bytes, offsets + (rank << w), w) != member - firstMember) {
        throw RecordFormat.corrupt(at, "members in order without gaps");
      }
      int key = bytes.getShort(keys + 2 * rank) & 0xFFFF;
      if (key == RecordFormat.INLINE_KEY) {
        if (i > 0) {
          append((byte) ',');
        }
        member = writeInlineName(member, after);
      } else {
        writeName(dictionary.key(key), i == 0);
      }
      if (depth == 0 && key == KeyDictionary.ID) {
        needsId = false;
        writeInt(id);
        member = Layout.after(bytes, member, after);
      } else {
        member = writeValue(member, after, depth + 1);
      }
    }
    if (member != after) {
      throw RecordFormat.corrupt(member, "the end of the object at byte " + after);
    }
    if (needsId) {
      writeName(dictionary.key(KeyDictionary.ID), count == 0);
      writeInt(id);
    }
    append((byte) '}');
    return after;
  }

  private int writeInlineName(int at, int end) {
    int tag = Layout.tag(bytes, at, end);
    if (!RecordFormat.isString(tag)) {
      throw RecordFormat.corrupt(at, "the name of a member");
    }
    int next = writeValue(at, end, 0);
    append((byte) ':');
    return next;
  }

  private void writeArray(int tag, int at, int after, int depth) {
    checkDepth(at, depth);
    int w = Layout.width(tag, at);
    int count = Layout.countWithin(bytes, w, at, after);
    int element = Layout.firstElement(w, at, count, after);
    append((byte) '[');
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        append((byte) ',');
      }
      element = writeValue(element, after, depth + 1);
    }
    if (element != after) {
      throw RecordFormat.corrupt(element, "the end of the array at byte " + after);
    }
    append((byte) ']');
  }

  private static void checkDepth(int at, int depth) {
    if (depth > RecordFormat.NESTING_MAX) {
      throw RecordFormat.corrupt(at, "at most " + RecordFormat.NESTING_MAX + " levels");
    }
  }

  private void writeString(int tag, int from, int to) {
    if ((tag & RecordFormat.PLAIN) != 0) {
      writePlain(from, to);
      return;
    }
    reserve(2 + 6L * (to - from));
    out[length++] = '"';
    length = JsonStrings.escape(scratch, from, to, out, length);
    out[length++] = '"';
  }

  private void writePlain(int from, int to) {
    int size = to - from;
    reserve(2L + size);
    out[length] = '"';
    copy(scratch, from, size, out, length + 1);
    length += size + 2;
    out[length - 1] = '"';
  }

  private void writeInt(long value) {
    reserve(NumberText.LENGTH_MAX);
    length = NumberText.write(value, out, length);
  }

  private void writeWord(String word) {
    reserve(word.length());
    for (int i = 0; i < word.length(); i++) {
      out[length++] = (byte) word.charAt(i);
    }
  }

  private void writeName(KeyDictionary.Key key, boolean isFirst) {
    byte[] text = key.json;
    int skipped = isFirst ? 1 : 0;
    int size = text.length - KeyDictionary.PADDING - skipped;
    reserve(size);
    copy(text, skipped, size, out, length);
    length += size;
  }

  /** Copies short pieces with a few bytes too many, which both arrays have room for. */
  private static void copy(byte[] source, int from, int size, byte[] target, int at) {
    if (size > SHORT_MAX) {
      System.arraycopy(source, from, target, at, size);
      return;
    }
    for (int i = 0; i < size; i += STEP) {
      LONGS.set(target, at + i, (long) LONGS.get(source, from + i));
    }
  }

  private void reserve(long more) {
    long needed = length + more + STEP;
    if (needed > out.length) {
      if (needed > Integer.MAX_VALUE - 64) {
        throw new OutOfMemoryError("JSON text of a record longer than 2 GiB");
      }
      out =
          Arrays.copyOf(
              out, (int) Math.min(Integer.MAX_VALUE - 64, Math.max(needed, 2L * out.length)));
    }
  }
}
