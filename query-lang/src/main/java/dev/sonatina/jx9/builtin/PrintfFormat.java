package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.value.ByteBuilder;
import dev.sonatina.jx9.value.FloatPrinter;
import dev.sonatina.jx9.value.StringValue;

/**
 * Carries out one format of the printf family.
 *
 * <p>A conversion is {@code %[n$][flags][width][.precision]type}. Oddities of the original: the pad
 * character set by {@code '} or by {@code %0s} stays for the rest of the format; an empty string
 * prints as one space; negative numbers in other bases print without sign; an unknown type prints a
 * question mark and takes no argument.
 */
final class PrintfFormat {
  private static final int BUFFER_SIZE = 1024;
  private static final int WIDTH_MAX = BUFFER_SIZE - 10;
  private static final int PRECISION_MAX = BUFFER_SIZE - 40;
  private static final StringValue SPACE = StringValue.of(" ");

  /** Where arguments come from. A source may keep what it has converted in that form. */
  interface Source {
    int count();

    long intAt(int index);

    double floatAt(int index);

    StringValue textAt(int index);
  }

  private final StringValue format;
  private final Source arguments;
  private final ByteBuilder out;
  private int at;
  private int next;
  private byte pad = ' ';

  // The conversion being read.
  private boolean isLeft;
  private boolean hasPlus;
  private boolean hasBlank;
  private boolean isAlternate;
  private boolean isZeroPadded;
  private int width;
  private int precision;

  private PrintfFormat(CallContext context, StringValue format, Source arguments, int first) {
    this.format = format;
    this.arguments = arguments;
    this.out = new ByteBuilder(64, context.meter());
    this.next = first;
  }

  /**
   * The text of {@code format} with the arguments from {@code first} on; {@code n$} names the n-th
   * after those before it.
   */
  static StringValue print(CallContext context, StringValue format, Source arguments, int first) {
    PrintfFormat printf = new PrintfFormat(context, format, arguments, first);
    printf.run(first);
    return printf.out.finish();
  }

  private void run(int first) {
    while (at < format.length()) {
      byte c = format.byteAt(at++);
      if (c != '%') {
        out.append(c);
        continue;
      }
      readFlags();
      readWidth(first);
      readPrecision();
      if (at >= format.length()) {
        return;
      }
      convert(format.byteAt(at++));
    }
  }

  private int peek() {
    return at < format.length() ? format.byteAt(at) : 0;
  }

  private void readFlags() {
    isLeft = false;
    hasPlus = false;
    hasBlank = false;
    isAlternate = false;
    isZeroPadded = false;
    while (at < format.length()) {
      switch (format.byteAt(at)) {
        case '-' -> isLeft = true;
        case '+' -> hasPlus = true;
        case ' ' -> hasBlank = true;
        case '#' -> isAlternate = true;
        case '0' -> isZeroPadded = true;
        case '\'' -> {
          at++;
          if (at < format.length()) {
            pad = format.byteAt(at);
          }
        }
        default -> {
          return;
        }
      }
      at++;
    }
  }

  private void readWidth(int first) {
    width = readNumber();
    if (peek() == '$') {
      if (width > 0) {
        next = width - 1 + first;
      }
      at++;
      if (peek() == '0') {
        isZeroPadded = true;
        at++;
      }
      width = readNumber();
    }
    width = Math.min(width, WIDTH_MAX);
  }

  private void readPrecision() {
    precision = -1;
    if (peek() == '.') {
      at++;
      precision = readNumber();
    }
  }

  /** Reads digits; a number that is too long wraps, as it does in the original. */
  private int readNumber() {
    int number = 0;
    while (peek() >= '0' && peek() <= '9') {
      number = number * 10 + (peek() - '0');
      at++;
    }
    return number;
  }

  private void convert(byte type) {
    switch (type) {
      case '%' -> write(StringValue.ofByte('%'));
      case 'c' -> write(StringValue.ofByte((int) nextInt()));
      case 's' -> writeText();
      case 'd' -> writeInt(10, false, true, "");
      case 'u' -> writeInt(10, false, false, "");
      case 'x' -> writeInt(16, false, false, "0x");
      case 'X' -> writeInt(16, true, false, "0X");
      case 'b' -> writeInt(2, false, false, "0b");
      case 'o' -> writeInt(8, false, false, "0");
      case 'f', 'F' -> writeFloat(FloatPrinter.Form.FIXED, 'e');
      case 'e' -> writeFloat(FloatPrinter.Form.EXPONENT, 'e');
      case 'E' -> writeFloat(FloatPrinter.Form.EXPONENT, 'E');
      case 'g' -> writeFloat(FloatPrinter.Form.GENERAL, 'e');
      case 'G' -> writeFloat(FloatPrinter.Form.GENERAL, 'E');
      default -> write(StringValue.ofByte('?'));
    }
  }

  private boolean hasNext() {
    return next >= 0 && next < arguments.count();
  }

  private long nextInt() {
    return hasNext() ? arguments.intAt(next++) : 0;
  }

  private void writeText() {
    StringValue text = hasNext() ? arguments.textAt(next++) : StringValue.EMPTY;
    if (text.isEmpty()) {
      text = SPACE;
    }
    if (precision >= 0 && precision < text.length()) {
      text = text.substring(0, precision);
    }
    if (isZeroPadded) {
      pad = '0';
    }
    write(text);
  }

  private void writeInt(int base, boolean isUpper, boolean isSigned, String prefix) {
    long value = nextInt();
    int sign = 0;
    if (isSigned) {
      sign = value < 0 ? '-' : hasPlus ? '+' : hasBlank ? ' ' : 0;
    }
    long magnitude = value == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(value);
    String digits = Long.toString(magnitude, base);
    int places = Math.min(precision, PRECISION_MAX);
    if (isZeroPadded) {
      places = Math.max(places, width - (sign != 0 ? 1 : 0));
    }
    ByteBuilder text = new ByteBuilder(24);
    boolean startsWithZero = places > digits.length();
    if (isAlternate
        && value != 0
        && !prefix.isEmpty()
        && !(prefix.length() == 1 && startsWithZero)) {
      text.append(prefix);
    }
    if (sign != 0) {
      text.append(sign);
    }
    text.append('0', places - digits.length());
    for (int i = 0; i < digits.length(); i++) {
      char digit = digits.charAt(i);
      text.append(isUpper ? Character.toUpperCase(digit) : digit);
    }
    write(text.finish());
  }

  private void writeFloat(FloatPrinter.Form form, char exponentLetter) {
    double value = hasNext() ? arguments.floatAt(next++) : 0;
    int sign = value < 0 ? '-' : hasPlus ? '+' : hasBlank ? ' ' : 0;
    ByteBuilder text = new ByteBuilder(32);
    int places = precision < 0 ? 6 : precision;
    boolean isNumber =
        FloatPrinter.format(value, form, places, exponentLetter, isAlternate, sign, text);
    if (isNumber && isZeroPadded && !isLeft && text.length() < width) {
      ByteBuilder padded = new ByteBuilder(width);
      int from = 0;
      if (sign != 0) {
        padded.append(sign);
        from = 1;
      }
      padded.append('0', width - text.length());
      StringValue unpadded = text.toStringValue();
      write(padded.append(unpadded.array(), from, unpadded.length()).finish());
      return;
    }
    write(text.finish());
  }

  private void write(StringValue text) {
    int missing = width - text.length();
    if (!isLeft) {
      out.append(pad, missing);
    }
    out.append(text);
    if (isLeft) {
      out.append(pad, missing);
    }
  }
}
