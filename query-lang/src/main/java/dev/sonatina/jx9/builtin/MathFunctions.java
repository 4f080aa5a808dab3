package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.function.Library;
import dev.sonatina.jx9.value.FloatValue;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.Value;
import dev.sonatina.jx9.value.ValueType;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** The optional mathematical functions and constants. Whole results are ints. */
final class MathFunctions {
  private static final double PI_DECIMALS = 3.1415926535898;

  private MathFunctions() {}

  static void define(Definitions functions) {
    functions
        .topic("math")
        .function(
            "abs(x)",
            "x without sign; what is no float counts as a 32-bit int.",
            "abs(-2.5)",
            "2.5",
            MathFunctions::absolute)
        .function(
            "log(x [, base])",
            "The natural logarithm, or that of base 10; other bases are ignored.",
            "log(100, 10)",
            "2",
            MathFunctions::logarithm)
        .function(
            "pi()",
            "3.1415926535898.",
            "pi()",
            "3.1415926535898",
            (context, arguments) -> FloatValue.of(PI_DECIMALS));
    unary(functions, "sqrt", "The square root of x.", "9", "3", Math::sqrt);
    unary(functions, "exp", "e to the power of x.", "0", "1", PreciseMath::exp);
    unary(functions, "floor", "The greatest whole number not above x.", "-1.5", "-2", Math::floor);
    unary(functions, "ceil", "The least whole number not below x.", "1.2", "2", Math::ceil);
    unary(functions, "log10", "The logarithm of base 10.", "1000", "3", PreciseMath::log10);
    unary(functions, "sin", "The sine of x radians.", "0", "0", PreciseMath::sin);
    unary(functions, "cos", "The cosine of x radians.", "0", "1", PreciseMath::cos);
    unary(functions, "tan", "The tangent of x radians.", "0", "0", PreciseMath::tan);
    unary(functions, "asin", "The arc sine.", "0", "0", PreciseMath::asin);
    unary(functions, "acos", "The arc cosine.", "1", "0", PreciseMath::acos);
    unary(functions, "atan", "The arc tangent.", "0", "0", PreciseMath::atan);
    unary(functions, "sinh", "The hyperbolic sine.", "0", "0", PreciseMath::sinh);
    unary(functions, "cosh", "The hyperbolic cosine.", "0", "1", PreciseMath::cosh);
    unary(functions, "tanh", "The hyperbolic tangent.", "0", "0", StrictMath::tanh);
    binary(functions, "atan2", "The angle of the point (y, x).", "0, 1", "0", PreciseMath::atan2);
    binary(
        functions,
        "pow",
        "The first argument to the power of the second.",
        "2, 10",
        "1024",
        PreciseMath::pow);
    binary(
        functions,
        "fmod",
        "The remainder of a division, with the sign of the dividend.",
        "7.5, 2",
        "1.5",
        (x, y) -> x % y);
    binary(functions, "hypot", "The length of the hypotenuse.", "3, 4", "5", PreciseMath::hypot);
  }

  /** Adds the constants: those of C, printed ones with fewer digits. */
  static void defineConstants(Library.Builder library) {
    constant(library, "PI", PI_DECIMALS);
    constant(library, "M_E", 2.718281828459045);
    constant(library, "M_LOG2E", 1.4426950408889634);
    constant(library, "M_LOG10E", 0.4342944819032518);
    constant(library, "M_LN2", 0.6931471805599453);
    constant(library, "M_LN10", 2.302585092994046);
    constant(library, "M_PI_2", 1.5707963267948966);
    constant(library, "M_PI_4", 0.7853981633974483);
    constant(library, "M_1_PI", 0.3183098861837907);
    constant(library, "M_2_PI", 0.6366197723675814);
    constant(library, "M_SQRTPI", 1.772453850905516);
    constant(library, "M_2_SQRTPI", 1.1283791670955126);
    constant(library, "M_SQRT2", 1.4142135623730951);
    constant(library, "M_SQRT3", 1.7320508075688772);
    constant(library, "M_SQRT1_2", 0.7071067811865476);
    constant(library, "M_LNPI", 1.1447298858494002);
    constant(library, "M_EULER", 0.5772156649015329);
  }

  private static void constant(Library.Builder library, String name, double value) {
    library.constant(name, FloatValue.of(value));
  }

  private static void unary(
      Definitions functions,
      String name,
      String result,
      String example,
      String output,
      DoubleUnaryOperator operator) {
    functions.function(
        name + "(x)",
        result,
        name + "(" + example + ")",
        output,
        (context, arguments) ->
            arguments.length == 0
                ? IntValue.ZERO
                : FloatValue.reduce(operator.applyAsDouble(arguments[0].toFloat())));
  }

  private static void binary(
      Definitions functions,
      String name,
      String result,
      String example,
      String output,
      DoubleBinaryOperator operator) {
    functions.function(
        name + "(x, y)",
        result,
        name + "(" + example + ")",
        output,
        (context, arguments) -> {
          if (arguments.length < 2) {
            return IntValue.ZERO;
          }
          return FloatValue.reduce(
              operator.applyAsDouble(arguments[0].toFloat(), arguments[1].toFloat()));
        });
  }

  private static Value absolute(CallContext context, Value[] arguments) {
    if (arguments.length == 0) {
      return IntValue.ZERO;
    }
    return arguments[0].type() == ValueType.FLOAT
        ? FloatValue.reduce(Math.abs(arguments[0].toFloat()))
        : IntValue.of(Math.abs(Arguments.int32(arguments, 0, 0)));
  }

  private static Value logarithm(CallContext context, Value[] arguments) {
    if (arguments.length == 0) {
      return IntValue.ZERO;
    }
    double value = arguments[0].toFloat();
    boolean isDecimal =
        arguments.length == 2
            && TypeFunctions.isNumeric(arguments[1])
            && Arguments.int32(arguments, 1, 0) == 10;
    return FloatValue.reduce(isDecimal ? PreciseMath.log10(value) : PreciseMath.log(value));
  }
}
