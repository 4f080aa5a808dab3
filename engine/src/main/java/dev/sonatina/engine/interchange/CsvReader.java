package dev.sonatina.engine.interchange;

import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of comma-separated values as RFC 4180 describes them, with line ends of any system.
 * The first row names the members. Of a field becomes
 *
 * <ul>
 *   <li>a number, if that is what JSON would take it for and 64 bits hold it, if it is whole;
 *   <li>true or false, if it is that word;
 *   <li>no member at all, if it is empty and without quotes;
 *   <li>a string in any other case.
 * </ul>
 */
final class CsvReader extends SourceReader {

  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*)(?<rest>(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)");

  private static final int NUMBER_LENGTH_MAX = 40;

  /** As many as there are names of members in a database. */
  private static final int FIELDS_MAX = 65_536;

  /**
   * A field of a row.
   *
   * @param isQuoted whether it stood in quotes, which are not part of the text
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Field(byte[] text, boolean isQuoted) {

    boolean isEmpty() {
      return text.length == 0 && !isQuoted;
    }
  }

  private @Nullable List<byte[]> names;
  private long line = 1;
  private boolean isAtEnd;

  CsvReader(SourceBuffer source) {
    super(source);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Nothing comes after a row of names that is wrong, or a quote without its end.
   */
  @Override
  public byte @Nullable [] next() throws IOException {
    List<byte[]> members = names;
    if (members == null) {
      members = readNames();
      names = members;
    }
    List<Field> row = nextRow();
    if (row == null) {
      return null;
    }
    if (row.size() != members.size()) {
      throw refused(
          "a row of " + row.size() + " fields (expected: " + members.size() + ", as names)");
    }
    return object(members, row);
  }

  private List<byte[]> readNames() throws IOException {
    List<byte[]> members = new ArrayList<>();
    Set<String> known = new HashSet<>();
    List<Field> row = nextRow();
    for (Field field : row == null ? List.<Field>of() : row) {
      String name = new String(field.text, StandardCharsets.UTF_8);
      if (name.isBlank() || !known.add(name)) {
        isAtEnd = true;
        throw refused(
            "the name of column "
                + (members.size() + 1)
                + (name.isBlank() ? " is empty" : " is '" + name + "' once more")
                + " (expected: different names in the first row)");
      }
      members.add(quoted(field.text));
    }
    return members;
  }

  private static DatabaseException refused(String message) {
    return new DatabaseException(ErrorCode.INVALID_RECORD, message);
  }

  // --- rows

  /** The next row that is not blank; null at the end. */
  private @Nullable List<Field> nextRow() throws IOException {
    while (!isAtEnd && source.has(0)) {
      lineNumber = line;
      List<Field> row = new ArrayList<>();
      boolean isMore = true;
      while (isMore) {
        if (row.size() == FIELDS_MAX) {
          isAtEnd = true;
          throw refused("a row of more than " + FIELDS_MAX + " fields");
        }
        row.add(nextField());
        isMore = source.has(0) && source.bytes[source.position] == ',';
        if (isMore) {
          source.position++;
        }
      }
      endLine();
      if (row.size() > 1 || !row.get(0).isEmpty()) {
        return row;
      }
    }
    return null;
  }

  private Field nextField() throws IOException {
    if (source.has(0) && source.bytes[source.position] == '"') {
      return quotedField();
    }
    int length = 0;
    while (source.has(length) && !isEndOfField(source.bytes[source.position + length])) {
      length++;
    }
    return new Field(take(length), false);
  }

  private Field quotedField() throws IOException {
    source.position++;
    int length = lengthToClosingQuote();
    byte[] field = withoutDoubledQuotes(take(length));
    source.position++;
    if (source.has(0) && !isEndOfField(source.bytes[source.position])) {
      skipLine();
      throw refused("text behind a closing quote (expected: a comma or the end of the line)");
    }
    return new Field(field, true);
  }

  /** Two quotes stand for one that closes nothing. */
  private int lengthToClosingQuote() throws IOException {
    long opened = line;
    for (int i = 0; source.has(i); i++) {
      byte b = source.bytes[source.position + i];
      line += b == '\n' ? 1 : 0;
      if (b == '"') {
        if (!source.has(i + 1) || source.bytes[source.position + i + 1] != '"') {
          return i;
        }
        i++;
      }
    }
    isAtEnd = true;
    lineNumber = opened;
    throw refused("a quote is opened here that is never closed");
  }

  private static byte[] withoutDoubledQuotes(byte[] field) {
    byte[] single = new byte[field.length];
    int length = 0;
    for (int i = 0; i < field.length; i++) {
      single[length++] = field[i];
      i += field[i] == '"' ? 1 : 0;
    }
    return Arrays.copyOf(single, length);
  }

  private byte[] take(int length) {
    int from = source.position;
    source.position += length;
    return Arrays.copyOfRange(source.bytes, from, source.position);
  }

  private static boolean isEndOfField(byte b) {
    return b == ',' || isEndOfLine(b);
  }

  private static boolean isEndOfLine(byte b) {
    return b == '\n' || b == '\r';
  }

  private void skipLine() throws IOException {
    while (source.has(0) && !isEndOfLine(source.bytes[source.position])) {
      source.position++;
    }
    endLine();
  }

  /** Passes over the end of a line, which is LF, CR LF or CR. */
  private void endLine() throws IOException {
    if (source.has(0) && source.bytes[source.position] == '\r') {
      source.position++;
      if (!source.has(0) || source.bytes[source.position] != '\n') {
        line++;
        return;
      }
    }
    if (source.has(0)) {
      source.position++;
      line++;
    }
  }

  // --- records

  private static byte[] object(List<byte[]> members, List<Field> row) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.write('{');
    for (int i = 0; i < row.size(); i++) {
      Field field = row.get(i);
      if (!field.isEmpty()) {
        if (text.size() > 1) {
          text.write(',');
        }
        text.writeBytes(members.get(i));
        text.write(':');
        text.writeBytes(value(field.text));
      }
    }
    text.write('}');
    return text.toByteArray();
  }

  private static byte[] value(byte[] field) {
    if (field.length > 0 && field.length <= NUMBER_LENGTH_MAX) {
      String word = new String(field, StandardCharsets.UTF_8);
      if (word.equals("true") || word.equals("false") || isNumber(word)) {
        return field;
      }
    }
    return quoted(field);
  }

  private static boolean isNumber(String word) {
    Matcher number = NUMBER.matcher(word);
    if (!number.matches()) {
      return false;
    }
    int bitsMax = word.startsWith("-") ? 63 : 64;
    return !number.group("rest").isEmpty() || new BigInteger(word).bitLength() <= bitsMax;
  }

  private static byte[] quoted(byte[] field) {
    ByteArrayOutputStream json = new ByteArrayOutputStream(field.length + 2);
    json.write('"');
    for (byte b : field) {
      if (b == '"' || b == '\\') {
        json.write('\\');
        json.write(b);
      } else if (b >= 0 && b < ' ') {
        json.writeBytes(
            String.format(Locale.ROOT, "\\u%04x", b).getBytes(StandardCharsets.US_ASCII));
      } else {
        json.write(b);
      }
    }
    json.write('"');
    return json.toByteArray();
  }
}
