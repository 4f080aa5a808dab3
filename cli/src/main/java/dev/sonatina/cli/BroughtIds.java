package dev.sonatina.cli;

import dev.sonatina.engine.api.Collection;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ids that records of a file bring along as members {@code __id}. A collection that never had a
 * record takes them over, gaps included, for as long as they ascend; behind the first that does
 * not, and in any other collection, records are numbered as they come. Used by one thread.
 */
final class BroughtIds {

  private static final long NONE = -1;
  private static final byte[] NAME = {'"', '_', '_', 'i', 'd', '"'};

  private boolean isKept;
  private long nextId;
  private @Nullable String remark;

  /**
   * @param isKept whether to take over any
   */
  BroughtIds(boolean isKept) {
    this.isKept = isKept;
  }

  /**
   * The ids under which to store these records, if they are the next to be stored.
   *
   * @return null if they are those that they get anyway
   */
  long @Nullable [] of(List<LoadedText> records) {
    if (!isKept) {
      return null;
    }
    long[] ids = new long[records.size()];
    boolean hasGap = false;
    long next = nextId;
    for (int i = 0; i < ids.length; i++) {
      long own = isKept ? ownId(records.get(i).text()) : NONE;
      if (own > next) {
        hasGap = true;
        next = own;
      } else if (own != NONE && own < next) {
        giveUp(records.get(i), "its own does not ascend");
      }
      ids[i] = next++;
    }
    return hasGap ? ids : null;
  }

  /** Notes that records have been stored, up to this id. */
  void storedUpTo(long id) {
    nextId = id + 1;
  }

  /** Keeps no ids from this record on. */
  void giveUp(LoadedText record, String reason) {
    isKept = false;
    remark = record.line() + ": from here on a record gets a new id, since " + reason;
  }

  /** From which line on ids were not kept, and why; null if all were that might have been. */
  @Nullable String remark() {
    return remark;
  }

  /** The value of the outermost member {@code __id}; {@link #NONE} if that is no possible id. */
  private static long ownId(byte[] json) {
    int depth = 0;
    for (int i = 0; i < json.length; i++) {
      switch (json[i]) {
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        case '"' -> {
          int end = endOfString(json, i);
          if (depth == 1 && isName(json, i, end)) {
            long id = numberBehindColon(json, end);
            if (id != NONE) {
              return id;
            }
          }
          i = end - 1;
        }
        default -> {}
      }
    }
    return NONE;
  }

  private static int endOfString(byte[] json, int start) {
    int at = start + 1;
    while (at < json.length && json[at] != '"') {
      at += json[at] == '\\' ? 2 : 1;
    }
    return Math.min(at + 1, json.length);
  }

  private static boolean isName(byte[] json, int from, int to) {
    return Arrays.equals(json, from, to, NAME, 0, NAME.length);
  }

  private static long numberBehindColon(byte[] json, int from) {
    int at = skipBlanks(json, from);
    if (at == json.length || json[at] != ':') {
      return NONE;
    }
    at = skipBlanks(json, at + 1);
    long number = at < json.length && isDigit(json[at]) ? 0 : NONE;
    while (at < json.length && isDigit(json[at]) && number <= Collection.ID_MAX) {
      number = 10 * number + json[at++] - '0';
    }
    at = skipBlanks(json, at);
    boolean isWhole = at < json.length && (json[at] == ',' || json[at] == '}');
    return isWhole && number <= Collection.ID_MAX ? number : NONE;
  }

  private static int skipBlanks(byte[] json, int from) {
    int at = from;
    while (at < json.length && " \t\r\n".indexOf(json[at]) >= 0) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
