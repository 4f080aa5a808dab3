package dev.sonatina.engine.query.column;

import dev.sonatina.engine.record.RecordSource;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.MemberName;
import dev.sonatina.jx9.value.MemberSource;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import dev.sonatina.jx9.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A way from a record to a value inside it: {@code $r.event_window.exec_window[0].func} has four
 * steps. Equal by its steps.
 *
 * @param steps member names and array indexes, at least one
 */
public record Path(List<Step> steps) {

  /**
   * What {@link Finder#find} answers when the value at the path cannot be said by looking at
   * members alone.
   */
  static final int OTHER = -2;

  /**
   * One step.
   *
   * @param name the member's name, or the digits of the index
   * @param isIndex whether the step looks up an int key
   * @param isSubscript whether it is written in brackets, which also work on strings
   */
  public record Step(StringValue name, boolean isIndex, boolean isSubscript) {
    long index() {
      return name.toInt();
    }

    // Written out, because those that Java 17 makes for a record keep the class loader of its
    // members' types for ever.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Step step
          && name.equals(step.name)
          && isIndex == step.isIndex
          && isSubscript == step.isSubscript;
    }

    @Override
    public int hashCode() {
      return 31 * (31 * name.hashCode() + Boolean.hashCode(isIndex))
          + Boolean.hashCode(isSubscript);
    }
  }

  public Path {
    steps = List.copyOf(steps);
  }

  private static final Pattern INDEXES = Pattern.compile("(?:\\[[0-9]{1,9}])+$");

  /** The path that users write: member names, with places in arrays: {@code a.b[0].c}. */
  public static Path of(String dotted) {
    List<Step> steps = new ArrayList<>();
    for (String part : dotted.split("\\.", -1)) {
      Matcher indexes = INDEXES.matcher(part);
      int end = indexes.find() ? indexes.start() : part.length();
      if (end > 0 || part.isEmpty()) {
        steps.add(new Step(StringValue.of(part.substring(0, end)), false, false));
      }
      for (String index : part.substring(end).split("[\\[\\]]+", -1)) {
        if (!index.isEmpty()) {
          steps.add(subscript(IntValue.of(Long.parseLong(index))));
        }
      }
    }
    return new Path(steps);
  }

  /** The same path, ready for repeated use by one thread or several. */
  public Finder finder() {
    return new Finder(this);
  }

  @Override
  public String toString() {
    return steps.stream()
        .map(step -> step.isIndex() ? "[" + step.name() + "]" : "." + step.name())
        .collect(Collectors.joining())
        .replaceFirst("^\\.", "");
  }

  /** Follows a path through records. */
  public static final class Finder {
    private final MemberName[] names;
    private final long[] indexes;
    private final boolean[] isSubscript;

    private Finder(Path path) {
      int count = path.steps().size();
      names = new MemberName[count];
      indexes = new long[count];
      isSubscript = new boolean[count];
      for (int i = 0; i < count; i++) {
        Step step = path.steps().get(i);
        names[i] = MemberName.of(step.name());
        indexes[i] = step.isIndex() ? step.index() : -1;
        isSubscript[i] = step.isSubscript();
        if (step.isIndex() && indexes[i] < 0) {
          throw new IllegalArgumentException("index: " + indexes[i] + " (expected: 0 or more)");
        }
      }
    }

    /**
     * The handle of the value, ABSENT where a script sees null, OTHER where a script sees something
     * computed.
     */
    int find(RecordSource record) {
      int at = record.root();
      for (int i = 0; i < names.length && at >= 0; i++) {
        at = step(record, at, i);
      }
      return at;
    }

    /** How many steps there are. */
    public int length() {
      return names.length;
    }

    /** What one step leads to, from a handle that is none of the special answers. */
    public int step(RecordSource record, int from, int step) {
      if (isSubscript[step] && record.typeAt(from) != ValueType.MAP) {
        // Of a string, brackets take a byte; of null they yield null, which members of null do
        // too.
        return record.typeAt(from) == ValueType.NULL ? MemberSource.ABSENT : OTHER;
      }
      return indexes[step] >= 0
          ? record.element(from, indexes[step])
          : record.member(from, names[step]);
    }
  }

  /** A step that looks up a value as key, as brackets do. */
  public static Step subscript(Value key) {
    if (key instanceof IntValue index) {
      return new Step(StringValue.ofInt(index.value()), true, true);
    }
    return new Step(key.toStringValue(), false, true);
  }
}
