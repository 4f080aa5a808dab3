package dev.sonatina.engine.record;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.FloatValue;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.MemberName;
import dev.sonatina.jx9.value.MemberSource;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import dev.sonatina.jx9.value.ValueType;
import dev.sonatina.jx9.value.WorkGuard;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A stored record as scripts see it, read in place.
 *
 * <p>Point it at a record, hand {@code MapValue.lazy(source)} to a script, point it at the next.
 * Nothing is decoded that nobody asks for, and nothing allocated but what {@link #valueAt} and
 * {@link #decode} return. The bytes must stay as they are while the source or a map made from it is
 * in use. For one thread at a time.
 *
 * <p>Bytes that no encoder wrote give a {@link StorageException} with {@link ErrorCode#CORRUPT},
 * never anything else.
 */
/*
 * A handle is the place of the value's tag. The id, which is not among the bytes, has a handle of its own.
 */
public final class RecordSource implements MemberSource {

  private static final int ID_HANDLE = Integer.MAX_VALUE;

  /**
   * So many steps into a record are remembered, for who looks ahead, and for functions that look at
   * a member more than once.
   */
  private static final int STEPS_REMEMBERED = 4;

  private static final int[] NO_STEPS = {};

  /** What {@link #remembered} answers of other steps. */
  private static final int UNKNOWN = -2;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).order(ByteOrder.LITTLE_ENDIAN);

  /** What an entry takes that a map has taken over, the bytes of a string not counted. */
  private static final int ENTRY_BYTES = 72;

  /** What a map takes that stands for a value in here. */
  private static final int MAP_BYTES = 160;

  /** How many entries are decoded between two questions to the guard. */
  private static final int STRETCH = 1024;

  private final KeyDictionary dictionary;
  private final MemberFinder finder;
  private WorkGuard guard = WorkGuard.NONE;
  private ByteBuffer bytes = NOTHING;
  private int root;
  private int end;
  private long id;
  private int ownBytes;

  /**
   * The object last asked for int keys, and its members' handles under the keys that scripts see.
   */
  private int indexedAt = ABSENT;

  private @Nullable MapValue indexed;

  /** The first steps that were asked for, from where by which key to where. */
  private final int[] steps;

  /** Where in {@link #steps} the next one goes. */
  private int stepsEnd;

  public RecordSource(KeyDictionary dictionary) {
    this(dictionary, MemberFinder.PLAIN);
  }

  /**
   * A source that looks for members with a finder, which others of the same thread may share. It
   * remembers, of each record, the first steps into it if the finder remembers.
   */
  public RecordSource(KeyDictionary dictionary, MemberFinder finder) {
    this.dictionary = dictionary;
    this.finder = finder;
    this.steps = finder.remembers() ? new int[3 * STEPS_REMEMBERED] : NO_STEPS;
  }

  /**
   * Lets {@code watch} count the work and the memory of what is decoded from now on.
   *
   * @return this source
   */
  public RecordSource watchedBy(WorkGuard watch) {
    guard = watch;
    return this;
  }

  /**
   * Points at a record.
   *
   * @param buffer holds the record, whose bytes are not copied; position and limit do not matter
   * @param recordId what {@code __id} answers
   */
  public void point(ByteBuffer buffer, int offset, int length, long recordId) {
    if (offset < 0 || length > buffer.capacity() - offset) {
      throw RecordFormat.corrupt(offset, "a record, found " + length + " bytes");
    }
    bytes =
        buffer.order() == ByteOrder.LITTLE_ENDIAN
            ? buffer
            : buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.limit() != bytes.capacity()) {
      bytes = bytes.duplicate().clear().order(ByteOrder.LITTLE_ENDIAN);
    }
    RecordFormat.checkVersion(bytes, offset, length);
    root = offset + RecordFormat.HEADER_SIZE;
    end = offset + length;
    id = recordId;
    ownBytes = 0;
    indexed = null;
    indexedAt = ABSENT;
    stepsEnd = 0;
  }

  /** Points at a record of its own, which takes the whole array. */
  public void own(byte[] record, long recordId) {
    point(ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN), 0, record.length, recordId);
    ownBytes = record.length;
  }

  @Override
  public long heldBytes() {
    return ownBytes;
  }

  /** The id of the record pointed at. */
  public long id() {
    return id;
  }

  /** Whether the record is an array or object. */
  public boolean isContainer() {
    return typeAt(root) == ValueType.MAP;
  }

  @Override
  public int root() {
    return root;
  }

  @Override
  public int member(int handle, MemberName name) {
    if (handle == ID_HANDLE) {
      return ABSENT;
    }
    int tag = Layout.tag(bytes, handle, end);
    if (!RecordFormat.isObject(tag) || name.isIntKey()) {
      return ABSENT;
    }
    int key = dictionary.find(name);
    if (key == KeyDictionary.ID && handle == root) {
      return ID_HANDLE;
    }
    if (key == KeyDictionary.NONE) {
      return inlineMember(handle, tag, name.text());
    }
    int known = remembered(handle, key);
    return known != UNKNOWN
        ? known
        : remember(handle, key, finder.find(bytes, tag, handle, end, key));
  }

  /** What was found by a step, {@link #UNKNOWN} if it is none of the first ones. */
  private int remembered(int from, int key) {
    for (int i = 0; i < stepsEnd; i += 3) {
      if (steps[i] == from && steps[i + 1] == key) {
        return steps[i + 2];
      }
    }
    return UNKNOWN;
  }

  private int remember(int from, int key, int found) {
    if (stepsEnd < steps.length) {
      steps[stepsEnd] = from;
      steps[stepsEnd + 1] = key;
      steps[stepsEnd + 2] = found;
      stepsEnd += 3;
    }
    return found;
  }

  /** Looks among the members whose names stand in the record, which are the last in the tables. */
  private int inlineMember(int handle, int tag, StringValue name) {
    int w = Layout.width(tag, handle);
    int after = Layout.after(bytes, handle, end);
    int count = Layout.count(bytes, tag, handle, end);
    int firstMember = Layout.firstMember(tag, w, handle, count, after);
    int keys = Layout.tables(w, handle);
    for (int i = count - 1; i >= 0; i--) {
      if ((bytes.getShort(keys + 2 * i) & 0xFFFF) != RecordFormat.INLINE_KEY) {
        return ABSENT;
      }
      int at = MemberFinder.valueAt(bytes, keys + 2 * count, i, w, firstMember, after);
      if (compareStringAt(at, name) == 0) {
        return Layout.after(bytes, at, after);
      }
    }
    return ABSENT;
  }

  @Override
  public int element(int handle, long index) {
    if (handle == ID_HANDLE) {
      return ABSENT;
    }
    int tag = Layout.tag(bytes, handle, end);
    if (RecordFormat.isArray(tag)) {
      if (index < 0 || index > Integer.MAX_VALUE) {
        return ABSENT;
      }
      // Numbers of names are not negative.
      int key = ~(int) index;
      int known = remembered(handle, key);
      return known != UNKNOWN ? known : remember(handle, key, arrayElement(handle, tag, index));
    }
    if (!RecordFormat.isObject(tag) || (tag & RecordFormat.HAS_INT_NAMES) == 0) {
      return ABSENT;
    }
    Value found = indexed(handle).get(index);
    return found == null ? ABSENT : (int) found.toInt();
  }

  private int arrayElement(int handle, int tag, long index) {
    int w = Layout.width(tag, handle);
    int after = Layout.afterContainer(bytes, w, handle, end);
    int count = Layout.countWithin(bytes, w, handle, after);
    if (index < 0 || index >= count) {
      return ABSENT;
    }
    int at = Layout.firstElement(w, handle, count, after);
    int jump = (int) index / RecordFormat.ARRAY_STRIDE;
    if (jump > 0) {
      int offset = RecordFormat.readSized(bytes, Layout.tables(w, handle) + ((jump - 1) << w), w);
      if (offset < 0 || offset >= after - at) {
        throw RecordFormat.corrupt(handle, "jumps inside the array");
      }
      at += offset;
    }
    for (int i = jump * RecordFormat.ARRAY_STRIDE; i < index; i++) {
      at = Layout.after(bytes, at, after);
    }
    return at;
  }

  /**
   * The members' handles as a map with the keys that scripts see; for objects where some name looks
   * like an int.
   */
  private MapValue indexed(int handle) {
    MapValue known = indexed;
    if (known != null && indexedAt == handle) {
      return known;
    }
    MapValue handles = MapValue.array();
    Members members = new Members(handle);
    while (members.next()) {
      askFor(members.index, members.count);
      handles.put(members.name(), IntValue.of(members.valueAt()));
    }
    indexed = handles;
    indexedAt = handle;
    return handles;
  }

  @Override
  public ValueType typeAt(int handle) {
    if (handle == ID_HANDLE) {
      return ValueType.INT;
    }
    int tag = Layout.tag(bytes, handle, end);
    if (RecordFormat.isInt(tag)) {
      return ValueType.INT;
    }
    if (RecordFormat.isString(tag)) {
      return ValueType.STRING;
    }
    return switch (tag) {
      case RecordFormat.NULL -> ValueType.NULL;
      case RecordFormat.FALSE, RecordFormat.TRUE -> ValueType.BOOL;
      case RecordFormat.DOUBLE, RecordFormat.FLOAT ->
          isWhole(readDouble(handle)) ? ValueType.INT : ValueType.FLOAT;
      default -> {
        Layout.after(bytes, handle, end);
        yield ValueType.MAP;
      }
    };
  }

  /** Whether the original makes an int of this float when it reads a record. */
  private static boolean isWhole(double value) {
    return value == Math.rint(value) && value > -0x1p63 && value < 0x1p63;
  }

  private double readDouble(int handle) {
    Layout.after(bytes, handle, end);
    return RecordFormat.readDouble(bytes, bytes.get(handle), handle);
  }

  @Override
  public long intAt(int handle) {
    if (handle == ID_HANDLE) {
      return id;
    }
    int tag = Layout.tag(bytes, handle, end);
    if (tag == RecordFormat.DOUBLE || tag == RecordFormat.FLOAT) {
      return (long) readDouble(handle);
    }
    Layout.after(bytes, handle, end);
    return RecordFormat.readInt(bytes, tag, handle);
  }

  @Override
  public double floatAt(int handle) {
    return readDouble(handle);
  }

  @Override
  public boolean boolAt(int handle) {
    return Layout.tag(bytes, handle, end) == RecordFormat.TRUE;
  }

  @Override
  public int stringLengthAt(int handle) {
    int tag = Layout.tag(bytes, handle, end);
    return Layout.after(bytes, handle, end) - Layout.stringStart(tag, handle);
  }

  @Override
  public int compareStringAt(int handle, StringValue text) {
    int tag = Layout.tag(bytes, handle, end);
    int start = Layout.stringStart(tag, handle);
    int length = Layout.after(bytes, handle, end) - start;
    byte[] other = text.array();
    int common = Math.min(length, text.length());
    for (int i = 0; i < common; i++) {
      int difference = (bytes.get(start + i) & 0xFF) - (other[i] & 0xFF);
      if (difference != 0) {
        return difference;
      }
    }
    return length - text.length();
  }

  @Override
  public int indexOf(int handle, StringValue part, int from) {
    int tag = Layout.tag(bytes, handle, end);
    int start = Layout.stringStart(tag, handle);
    int last = Layout.after(bytes, handle, end) - part.length();
    byte[] wanted = part.array();
    byte first = wanted[0];
    for (int at = start + from; at <= last; at++) {
      if (bytes.get(at) == first && isAt(at, wanted, part.length())) {
        return at - start;
      }
    }
    return -1;
  }

  private boolean isAt(int at, byte[] wanted, int length) {
    for (int i = 1; i < length; i++) {
      if (bytes.get(at + i) != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int countAt(int handle) {
    int tag = Layout.tag(bytes, handle, end);
    if (RecordFormat.isArray(tag)) {
      return Layout.count(bytes, tag, handle, end);
    }
    if (!RecordFormat.isObject(tag)) {
      throw RecordFormat.corrupt(handle, "an array or object");
    }
    if ((tag & RecordFormat.HAS_INT_NAMES) != 0) {
      MapValue handles = indexed(handle);
      return handles.size() + (handle == root && !hasOwnId() ? 1 : 0);
    }
    return Layout.count(bytes, tag, handle, end) + (handle == root && !hasOwnId() ? 1 : 0);
  }

  /** Whether the record came with an {@code __id} of its own, which keeps its place. */
  private boolean hasOwnId() {
    int tag = Layout.tag(bytes, root, end);
    return finder.find(bytes, tag, root, end, KeyDictionary.ID) != ABSENT;
  }

  @Override
  public Value valueAt(int handle) {
    if (handle == ID_HANDLE) {
      return IntValue.of(id);
    }
    return switch (typeAt(handle)) {
      case NULL, RESOURCE -> NullValue.NULL;
      case BOOL -> BoolValue.of(boolAt(handle));
      case INT -> IntValue.of(intAt(handle));
      case FLOAT -> FloatValue.of(floatAt(handle));
      case STRING -> {
        guard.allocate(stringLengthAt(handle));
        yield Layout.string(bytes, handle, end);
      }
      case MAP -> {
        guard.allocate(MAP_BYTES);
        yield MapValue.lazy(this, handle);
      }
    };
  }

  /** Asks the guard for the next entries before the first of them is decoded. */
  private void askFor(int index, int count) {
    if (index % STRETCH == 0) {
      int entries = Math.min(STRETCH, count - index);
      guard.step(entries);
      guard.allocate((long) entries * ENTRY_BYTES);
    }
  }

  /** The record as a script's value: a map that reads from this source, or the scalar itself. */
  public Value value() {
    return valueAt(root);
  }

  @Override
  public void decode(int handle, MapValue into) {
    int tag = Layout.tag(bytes, handle, end);
    if (RecordFormat.isArray(tag)) {
      decodeArray(handle, tag, into);
      return;
    }
    boolean isRoot = handle == root;
    boolean needsId = isRoot;
    Members members = new Members(handle);
    while (members.next()) {
      askFor(members.index, members.count);
      boolean isId = isRoot && members.key() == KeyDictionary.ID;
      needsId &= !isId;
      into.put(members.name(), isId ? IntValue.of(id) : valueAt(members.valueAt()));
    }
    if (needsId) {
      into.put(KeyDictionary.ID_NAME, IntValue.of(id));
    }
  }

  private void decodeArray(int handle, int tag, MapValue into) {
    int count = Layout.count(bytes, tag, handle, end);
    int after = Layout.after(bytes, handle, end);
    int at = Layout.firstElement(Layout.width(tag, handle), handle, count, after);
    for (int i = 0; i < count; i++) {
      askFor(i, count);
      into.append(valueAt(at));
      at = Layout.after(bytes, at, after);
    }
  }

  /** Walks over the members of an object in original order. */
  private final class Members {
    private final int count;
    private final int w;
    private final int keys;
    private final int firstMember;
    private final int after;
    private final boolean ordered;
    private int index = -1;
    private int key;
    private int at;

    Members(int handle) {
      int tag = Layout.tag(bytes, handle, end);
      w = Layout.width(tag, handle);
      after = Layout.after(bytes, handle, end);
      count = Layout.count(bytes, tag, handle, end);
      firstMember = Layout.firstMember(tag, w, handle, count, after);
      keys = Layout.tables(w, handle);
      ordered = (tag & RecordFormat.ORDERED) != 0;
    }

    boolean next() {
      index++;
      if (index >= count) {
        return false;
      }
      int offsets = keys + 2 * count;
      int rank =
          ordered ? index : RecordFormat.readSized(bytes, offsets + (count << w) + (index << w), w);
      if (rank < 0 || rank >= count) {
        throw RecordFormat.corrupt(offsets + (count << w), "an order of " + count + " members");
      }
      key = bytes.getShort(keys + 2 * rank) & 0xFFFF;
      at = MemberFinder.valueAt(bytes, offsets, rank, w, firstMember, after);
      return true;
    }

    int key() {
      return key;
    }

    StringValue name() {
      return key == RecordFormat.INLINE_KEY
          ? Layout.string(bytes, at, after)
          : dictionary.key(key).name;
    }

    int valueAt() {
      return key == RecordFormat.INLINE_KEY ? Layout.after(bytes, at, after) : at;
    }
  }
}
