package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.value.ByteBuilder;
import dev.sonatina.jx9.value.StringValue;

/**
 * Writes times for {@code date} and {@code strftime}.
 *
 * <p>The oddities are the original's: hours of twelve count from 1 for midnight on, the afternoon
 * begins after 12, offsets are always zero and the zone is always GMT, and {@code %d} of strftime
 * is the month.
 */
final class DateFormatter {
  private static final String[] DAYS = {
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"
  };
  private static final String[] MONTHS = {
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December"
  };
  private static final String ZONE = "GMT";
  private static final String OFFSET = "+0000";

  private final CalendarTime time;
  private final long now;
  private final ByteBuilder out;

  /**
   * A formatter of one time.
   *
   * @param now the seconds after 1970 at present, which some letters show
   */
  DateFormatter(CalendarTime time, long now, ByteBuilder out) {
    this.time = time;
    this.now = now;
    this.out = out;
  }

  static String dayName(CalendarTime time) {
    return DAYS[time.weekday()];
  }

  static String monthName(CalendarTime time) {
    return MONTHS[time.month()];
  }

  /** Sunday is day 7 here. */
  static int isoWeekday(CalendarTime time) {
    return time.weekday() == 0 ? 7 : time.weekday();
  }

  static int hourOfTwelve(CalendarTime time) {
    return 1 + time.hour() % 12;
  }

  private static String half(CalendarTime time) {
    return time.hour() > 12 ? "pm" : "am";
  }

  /** Writes the format of {@code date}. */
  void date(StringValue format) {
    boolean isEscaped = false;
    for (int i = 0; i < format.length(); i++) {
      byte letter = format.byteAt(i);
      if (isEscaped) {
        out.append(letter);
        isEscaped = false;
      } else if (letter == '\\') {
        isEscaped = true;
      } else {
        dateLetter(letter);
      }
    }
  }

  private void dateLetter(byte letter) {
    switch (letter) {
      case 'd' -> zeros(time.day(), 2);
      case 'D' -> out.append(dayName(time).substring(0, 3));
      case 'j' -> zeros(time.day(), 1);
      case 'l' -> out.append(dayName(time));
      case 'N' -> zeros(isoWeekday(time), 1);
      case 'w' -> zeros(time.weekday(), 1);
      case 'z' -> zeros(time.dayOfYear(), 1);
      case 'F' -> out.append(monthName(time));
      case 'm' -> zeros(time.month() + 1L, 2);
      case 'M' -> out.append(monthName(time).substring(0, 3));
      case 'n' -> zeros(time.month() + 1L, 1);
      case 't' -> zeros(time.monthLength(), 1);
      case 'L' -> zeros(CalendarTime.isLeapYear(time.year()) ? 1 : 0, 1);
      case 'o', 'Y' -> spaces(time.year(), 4);
      case 'y' -> zeros(time.year() % 100, 2);
      case 'a' -> out.append(half(time));
      case 'A' -> out.append(half(time).equals("pm") ? "PM" : "AM");
      case 'g' -> zeros(hourOfTwelve(time), 1);
      case 'G' -> zeros(time.hour(), 1);
      case 'h' -> zeros(hourOfTwelve(time), 2);
      case 'H' -> zeros(time.hour(), 2);
      case 'i' -> zeros(time.minute(), 2);
      case 's' -> zeros(time.second(), 2);
      case 'u' -> zeros(time.second() * 1_000_000L, 1);
      case 'S' -> out.append(ordinal());
      case 'e' -> out.append(ZONE);
      case 'I' -> zeros(time.isDaylightSaving() ? 1 : 0, 1);
      case 'r' -> mailDate();
      case 'U' -> zeros(now & 0xFFFFFFFFL, 1);
      case 'O', 'P', 'Z' -> out.append(OFFSET);
      case 'c' -> isoDate();
      default -> out.append(letter);
    }
  }

  private String ordinal() {
    int last = time.day() / 10 % 10 == 1 ? 0 : time.day() % 10;
    return last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th";
  }

  private void mailDate() {
    out.append(dayName(time).substring(0, 3)).append(", ");
    zeros(time.day(), 2);
    out.append(' ').append(monthName(time).substring(0, 3)).append(' ');
    spaces(time.year(), 4);
    out.append(' ');
    clock();
  }

  private void isoDate() {
    spaces(time.year(), 4);
    out.append('-');
    zeros(time.month() + 1L, 2);
    out.append('-');
    zeros(time.day(), 2);
    out.append('T');
    clock();
    out.append(OFFSET);
  }

  private void clock() {
    zeros(time.hour(), 2);
    out.append(':');
    zeros(time.minute(), 2);
    out.append(':');
    zeros(time.second(), 2);
  }

  /** Writes the format of {@code strftime}. */
  void strftime(StringValue format) {
    boolean isLetter = false;
    for (int i = 0; i < format.length(); i++) {
      byte letter = format.byteAt(i);
      if (isLetter) {
        strftimeLetter(letter);
        isLetter = false;
      } else if (letter == '%') {
        isLetter = true;
      } else {
        out.append(letter);
      }
    }
  }

  private void strftimeLetter(byte letter) {
    switch (letter) {
      case '%' -> out.append('%');
      case 't' -> out.append('\t');
      case 'n' -> out.append('\n');
      case 'a' -> out.append(dayName(time).substring(0, 3));
      case 'A' -> out.append(dayName(time));
      case 'e' -> spaces(time.day(), 2);
      case 'd', 'm' -> zeros(time.month() + 1L, 2);
      case 'j' -> zeros(time.dayOfYear(), 3);
      case 'u' -> zeros(isoWeekday(time), 1);
      case 'w' -> zeros(time.weekday(), 1);
      case 'b', 'h' -> out.append(monthName(time).substring(0, 3));
      case 'B' -> out.append(monthName(time));
      case 'C' -> spaces(time.year() / 100, 2);
      case 'y', 'g' -> spaces(time.year() % 100, 2);
      case 'Y', 'G' -> spaces(time.year(), 4);
      case 'I' -> zeros(hourOfTwelve(time), 2);
      case 'l' -> spaces(hourOfTwelve(time), 2);
      case 'H' -> zeros(time.hour(), 2);
      case 'M' -> zeros(time.minute(), 2);
      case 'S' -> zeros(time.second(), 2);
      case 'z', 'Z' -> out.append(ZONE);
      case 'T', 'X' -> clock();
      case 'R' -> hourAndMinute();
      case 'P' -> out.append(half(time));
      case 'p' -> out.append(half(time).equals("pm") ? "PM" : "AM");
      case 'r' -> clockOfTwelve();
      case 'D', 'x' -> americanDate();
      case 'F' -> plainDate();
      case 'c' -> {
        plainDate();
        out.append(' ');
        clock();
      }
      case 's' -> zeros(now & 0xFFFFFFFFL, 1);
      default -> {
        // Unknown letters vanish.
      }
    }
  }

  private void hourAndMinute() {
    zeros(time.hour(), 2);
    out.append(':');
    zeros(time.minute(), 2);
  }

  private void clockOfTwelve() {
    zeros(hourOfTwelve(time), 2);
    out.append(':');
    zeros(time.minute(), 2);
    out.append(':');
    zeros(time.second(), 2);
    out.append(half(time).equals("pm") ? " PM" : " AM");
  }

  private void americanDate() {
    zeros(time.month() + 1L, 2);
    out.append('/');
    zeros(time.day(), 2);
    out.append('/');
    zeros(time.year() % 100, 2);
  }

  private void plainDate() {
    spaces(time.year(), 1);
    out.append('-');
    zeros(time.month() + 1L, 2);
    out.append('-');
    zeros(time.day(), 2);
  }

  /** Writes a number of at least {@code width} characters with leading zeros. */
  private void zeros(long value, int width) {
    String digits = Long.toString(Math.abs(value));
    if (value < 0) {
      out.append('-');
    }
    out.append('0', width - digits.length() - (value < 0 ? 1 : 0)).append(digits);
  }

  /** Writes a number of at least {@code width} characters with leading spaces. */
  private void spaces(long value, int width) {
    String text = Long.toString(value);
    out.append(' ', width - text.length()).append(text);
  }
}
