package dev.sonatina.jx9.value;

/**
 * A stored record that can answer for its members without being decoded.
 *
 * <p>A handle names one value inside the record; what the number means is the source's affair.
 * Everything is seen as scripts see it: a whole float is an int, an empty object is an empty array,
 * and a member whose name looks like an int has that int as key. All methods but {@link #valueAt}
 * and {@link #decode} allocate nothing.
 *
 * <p>Like the maps made from it, a source belongs to one thread at a time.
 */
public interface MemberSource {
  /** The handle that stands for no value. */
  int ABSENT = -1;

  /** The handle of the record itself. */
  int root();

  /**
   * The member with this string key, {@link #ABSENT} if there is none or {@code handle} is not a
   * map.
   */
  int member(int handle, MemberName name);

  /**
   * The array element, or the member with this int key, {@link #ABSENT} if there is none or {@code
   * handle} is not a map.
   */
  int element(int handle, long index);

  /** The type of a value. */
  ValueType typeAt(int handle);

  /** The int at {@code handle}, which has type int. */
  long intAt(int handle);

  /** The float at {@code handle}, which has type float. */
  double floatAt(int handle);

  /** The bool at {@code handle}, which has type bool. */
  boolean boolAt(int handle);

  /** The number of bytes of the string at {@code handle}. */
  int stringLengthAt(int handle);

  /** Compares the string at {@code handle} with {@code text}: bytes, unsigned, then length. */
  int compareStringAt(int handle, StringValue text);

  /**
   * Where {@code part}, which is not empty, occurs first in the string at {@code handle}, at {@code
   * from} or later; -1 if it does not.
   */
  int indexOf(int handle, StringValue part, int from);

  /** The number of entries of the map at {@code handle}. */
  int countAt(int handle);

  /** The value at {@code handle}; a map comes back as {@link MapValue#lazy(MemberSource, int)}. */
  Value valueAt(int handle);

  /**
   * Puts all entries of the map at {@code handle} into the empty map {@code into}, in stored order.
   */
  void decode(int handle, MapValue into);

  /** How many bytes stay in memory only because this source does. */
  default long heldBytes() {
    return 0;
  }
}
