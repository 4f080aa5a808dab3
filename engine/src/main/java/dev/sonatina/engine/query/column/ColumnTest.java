package dev.sonatina.engine.query.column;

import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.Comparison;
import dev.sonatina.jx9.value.FloatValue;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import dev.sonatina.jx9.value.ValueType;

/**
 * A comparison of a column's values with a constant, prepared for each kind of value. It may hold
 * for a row where the comparison does not, never the other way round.
 */
final class ColumnTest {

  private final Comparator comparator;
  private final Value constant;
  private final boolean onNull;
  private final boolean onFalse;
  private final boolean onTrue;
  private final boolean onMap;
  private final IntRange ints;
  private final double floatLow;
  private final double floatHigh;
  private final boolean floatsNegated;
  private volatile boolean[] strings = {};

  ColumnTest(Comparator comparator, Value constant) {
    this.comparator = comparator;
    this.constant = constant;
    onNull = holds(NullValue.NULL);
    onFalse = holds(BoolValue.FALSE);
    onTrue = holds(BoolValue.TRUE);
    // Against a bool it matters whether the map is empty, against a map what is in it.
    onMap =
        constant.type() == ValueType.BOOL
            || constant.type() == ValueType.MAP
            || holds(MapValue.array());
    ints = ints();
    boolean isNumber = constant.type() == ValueType.INT || constant.type() == ValueType.FLOAT;
    double limit = constant.toFloat();
    if (Double.isNaN(limit)) {
      // It equals everything.
      floatLow = Double.NEGATIVE_INFINITY;
      floatHigh = Double.POSITIVE_INFINITY;
      floatsNegated = false;
    } else if (!isNumber || (constant.type() == ValueType.INT && comparator.isStrict())) {
      boolean all =
          (constant.type() == ValueType.STRING && !comparator.isStrict())
              || holds(FloatValue.of(0.5));
      floatLow = all ? Double.NEGATIVE_INFINITY : 1;
      floatHigh = all ? Double.POSITIVE_INFINITY : 0;
      floatsNegated = false;
    } else {
      floatLow = floatLow(comparator, limit);
      floatHigh = floatHigh(comparator, limit);
      floatsNegated = comparator == Comparator.NOT_EQUAL || comparator == Comparator.NOT_IDENTICAL;
    }
  }

  private boolean holds(Value value) {
    return comparator.test(Comparison.compare(value, constant, comparator.isStrict()));
  }

  private IntRange ints() {
    return switch (constant.type()) {
      case INT -> IntRange.of(comparator, constant.toInt());
      case FLOAT -> IntRange.of(comparator, constant.toFloat());
      case BOOL -> intsByTruth();
      case STRING -> intsByText((StringValue) constant);
      default -> IntRange.of(holds(IntValue.of(1)));
    };
  }

  private IntRange intsByTruth() {
    boolean onZero = holds(IntValue.of(0));
    boolean onOthers = holds(IntValue.of(1));
    if (onZero == onOthers) {
      return IntRange.of(onZero);
    }
    return onZero ? IntRange.only(0) : IntRange.only(0).negated();
  }

  /**
   * An int equals a string that is its text; in which order texts stand is not worth working out.
   */
  private IntRange intsByText(StringValue text) {
    boolean isEquality = comparator == Comparator.EQUAL || comparator == Comparator.NOT_EQUAL;
    if (!isEquality) {
      return comparator == Comparator.IDENTICAL ? IntRange.NONE : IntRange.ALL;
    }
    long number = text.toInt();
    IntRange equal = IntRange.NONE;
    if (StringValue.ofInt(number).equalTo(text)) {
      // The smallest int prints as its neighbour.
      equal =
          number == -Long.MAX_VALUE
              ? new IntRange(Long.MIN_VALUE, number, false)
              : IntRange.only(number);
    }
    return comparator == Comparator.EQUAL ? equal : equal.negated();
  }

  private static double floatLow(Comparator comparator, double limit) {
    return switch (comparator) {
      case LESS, LESS_OR_EQUAL -> Double.NEGATIVE_INFINITY;
      case GREATER -> Math.nextUp(limit);
      default -> limit;
    };
  }

  private static double floatHigh(Comparator comparator, double limit) {
    return switch (comparator) {
      case GREATER, GREATER_OR_EQUAL -> Double.POSITIVE_INFINITY;
      case LESS -> Math.nextDown(limit);
      default -> limit;
    };
  }

  // --- blocks

  /** Whether no row of the block can match. */
  boolean excludes(ColumnBlock block, StringTable table) {
    if (block.has(ColumnBlock.OTHER)
        || (block.has(ColumnBlock.NULL) && onNull)
        || (block.has(ColumnBlock.FALSE) && onFalse)
        || (block.has(ColumnBlock.TRUE) && onTrue)
        || (block.has(ColumnBlock.MAP) && onMap)) {
      return false;
    }
    if (block.has(ColumnBlock.INT) && !ints.excludes(block.intMin(), block.intMax())) {
      return false;
    }
    if (block.has(ColumnBlock.FLOAT) && !floatsExcluded(block)) {
      return false;
    }
    return !block.has(ColumnBlock.STRING) || !anyString(table);
  }

  private boolean floatsExcluded(ColumnBlock block) {
    return floatsNegated
        ? floatLow <= block.floatMin() && block.floatMax() <= floatHigh
        : block.floatMax() < floatLow || block.floatMin() > floatHigh;
  }

  private boolean anyString(StringTable table) {
    for (boolean match : strings(table)) {
      if (match) {
        return true;
      }
    }
    return false;
  }

  /** For each string of the table whether the comparison holds. */
  private boolean[] strings(StringTable table) {
    int size = table.size();
    if (strings.length < size) {
      boolean[] matches = new boolean[size];
      for (int i = 0; i < size; i++) {
        matches[i] = holds(table.get(i));
      }
      strings = matches;
    }
    return strings;
  }

  /** Clears the bits of the rows that cannot match. */
  void narrow(ColumnBlock block, StringTable table, long[] words) {
    if (block.isAll(ColumnBlock.INT)) {
      narrowInts(block.bits(), words);
      return;
    }
    boolean[] matches = block.has(ColumnBlock.STRING) ? strings(table) : strings;
    for (int w = 0; w < ColumnBlock.WORDS; w++) {
      long word = words[w];
      for (long rest = word; rest != 0; rest &= rest - 1) {
        int bit = Long.numberOfTrailingZeros(rest);
        int row = (w << 6) + bit;
        if (!test(block.tag(row), block.bits(row), matches)) {
          word &= ~(1L << bit);
        }
      }
      words[w] = word;
    }
  }

  /** The common case, without a branch per row. */
  private void narrowInts(long[] bits, long[] words) {
    if (ints.isAll()) {
      return;
    }
    long low = ints.low();
    long size = ints.high() - low;
    boolean isEmpty = ints.low() > ints.high();
    long flip = ints.isNegated() ? -1L : 0;
    for (int w = 0; w < ColumnBlock.WORDS; w++) {
      if (words[w] == 0) {
        continue;
      }
      long inside = 0;
      if (!isEmpty) {
        int base = w << 6;
        for (int i = 0; i < 64; i++) {
          // Unsigned: value - low <= high - low.
          long beyond = bits[base + i] - low;
          inside |= (beyond + Long.MIN_VALUE <= size + Long.MIN_VALUE ? 1L : 0L) << i;
        }
      }
      words[w] &= inside ^ flip;
    }
  }

  private boolean test(byte tag, long bits, boolean[] matches) {
    return switch (tag) {
      case ColumnBlock.NULL -> onNull;
      case ColumnBlock.FALSE -> onFalse;
      case ColumnBlock.TRUE -> onTrue;
      case ColumnBlock.INT -> ints.contains(bits);
      case ColumnBlock.FLOAT -> {
        double value = Double.longBitsToDouble(bits);
        yield (value >= floatLow && value <= floatHigh) != floatsNegated;
      }
      case ColumnBlock.STRING -> matches[(int) bits];
      case ColumnBlock.MAP -> onMap;
      case ColumnBlock.GONE -> false;
      default -> true;
    };
  }
}
