package dev.sonatina.jx9.run;

import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.Comparison;
import dev.sonatina.jx9.value.FloatValue;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.MemberSource;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;

/**
 * {@code $r.path == constant} and the like, decided on the encoded bytes of a stored record without
 * decoding any value.
 */
final class PathComparison extends ConditionNode {
  private final PathNode path;
  private final Relation relation;
  private final Value constant;
  private final boolean isInt;
  private final boolean isNumber;
  private final long intConstant;
  private final double floatConstant;

  PathComparison(PathNode path, Relation relation, Value constant) {
    this.path = path;
    this.relation = relation;
    this.constant = constant;
    this.isInt = constant instanceof IntValue;
    this.isNumber = isInt || constant instanceof FloatValue;
    this.intConstant = isInt ? constant.toInt() : 0;
    this.floatConstant = isNumber ? constant.toFloat() : 0;
  }

  @Override
  public boolean test(Frame frame) {
    MemberSource record = path.record(frame);
    if (record == null) {
      return relation.holds(Comparison.looseCompare(path.eval(frame), constant));
    }
    int handle = path.find(frame, record);
    if (handle == MemberSource.ABSENT) {
      return relation.holds(Comparison.looseCompare(NullValue.NULL, constant));
    }
    switch (record.typeAt(handle)) {
      case INT -> {
        if (isInt) {
          return relation.holds(record.intAt(handle), intConstant);
        }
        if (isNumber) {
          return relation.holds((double) record.intAt(handle), floatConstant);
        }
        return relation.holds(Comparison.looseCompare(IntValue.of(record.intAt(handle)), constant));
      }
      case FLOAT -> {
        return isNumber
            ? relation.holds(record.floatAt(handle), floatConstant)
            : relation.holds(
                Comparison.looseCompare(FloatValue.of(record.floatAt(handle)), constant));
      }
      case STRING -> {
        return constant instanceof StringValue text
            ? relation.holds(record.compareStringAt(handle, text))
            : relation.holds(Comparison.looseCompare(path.eval(frame), constant));
      }
      case BOOL -> {
        return relation.holds(
            Comparison.looseCompare(BoolValue.of(record.boolAt(handle)), constant));
      }
      case NULL -> {
        return relation.holds(Comparison.looseCompare(NullValue.NULL, constant));
      }
      default -> {
        return (constant instanceof BoolValue || constant == NullValue.NULL)
            ? relation.holds(compareMap(record.countAt(handle)))
            : relation.holds(1);
      }
    }
  }

  private int compareMap(int count) {
    return constant instanceof BoolValue truth ? Boolean.compare(count != 0, truth.value()) : 1;
  }
}
