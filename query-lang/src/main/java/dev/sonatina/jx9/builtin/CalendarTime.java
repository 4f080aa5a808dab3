package dev.sonatina.jx9.builtin;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/**
 * A moment as a calendar and a clock on the wall show it, in the fields of C's {@code struct tm}.
 *
 * @param month 0 to 11
 * @param weekday 0 for Sunday
 * @param dayOfYear 0 for the first of January
 */
record CalendarTime(
    long year,
    int month,
    int day,
    int hour,
    int minute,
    int second,
    int weekday,
    int dayOfYear,
    boolean isDaylightSaving) {

  private static final long DAY_SECONDS = 86_400;
  private static final long HOUR_SECONDS = 3_600;

  /** The days from the first of March of the year 0 to the first of January 1970. */
  private static final long EPOCH_DAYS = 719_468;

  private static final long ERA_DAYS = 146_097;
  private static final long[] DAYS_BEFORE = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};

  /** Beyond this many seconds from 1970 time zones follow their last rule. */
  private static final long RULES_MAX = 31_000_000_000L * 1_000;

  /** The time at {@code seconds} after 1970 in a zone. */
  static CalendarTime of(long seconds, ZoneId zone) {
    Instant instant = Instant.ofEpochSecond(Math.max(-RULES_MAX, Math.min(RULES_MAX, seconds)));
    ZoneRules rules = zone.getRules();
    long local = seconds + rules.getOffset(instant).getTotalSeconds();
    long days = Math.floorDiv(local, DAY_SECONDS);
    int rest = (int) Math.floorMod(local, DAY_SECONDS);
    // Years that start in March, in eras of 400 years, make the leap day the last of its year.
    long shifted = days + EPOCH_DAYS;
    long era = Math.floorDiv(shifted, ERA_DAYS);
    int dayOfEra = (int) Math.floorMod(shifted, ERA_DAYS);
    int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfShifted = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int shiftedMonth = (5 * dayOfShifted + 2) / 153;
    int day = dayOfShifted - (153 * shiftedMonth + 2) / 5 + 1;
    int month = shiftedMonth < 10 ? shiftedMonth + 2 : shiftedMonth - 10;
    long year = yearOfEra + era * 400 + (month <= 1 ? 1 : 0);
    int leapDay = month > 1 && isLeapYear(year) ? 1 : 0;
    return new CalendarTime(
        year,
        month,
        day,
        rest / 3600,
        rest / 60 % 60,
        rest % 60,
        (int) Math.floorMod(days + 4, 7L),
        (int) DAYS_BEFORE[month] + leapDay + day - 1,
        rules.isDaylightSavings(instant));
  }

  /** Whether C can represent the time, whose years since 1900 are an int. */
  boolean isRepresentable() {
    return year - 1900 == (int) (year - 1900);
  }

  /**
   * The same time with its year as an int, which wraps; with 1900 years added not every one fits.
   */
  CalendarTime withWrappedYear() {
    return new CalendarTime(
        (int) year, month, day, hour, minute, second, weekday, dayOfYear, isDaylightSaving);
  }

  static boolean isLeapYear(long year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  /** The number of days of the month. */
  int monthLength() {
    if (month == 1) {
      return isLeapYear(year) ? 29 : 28;
    }
    return month == 3 || month == 5 || month == 8 || month == 10 ? 30 : 31;
  }

  /**
   * The seconds after 1970 of a time on the wall; fields outside their range carry over. With
   * {@code isDaylightSaving} the wall's clock is taken to be on daylight saving time, whether it
   * was or not.
   */
  static long toSeconds(
      long year,
      int month,
      int day,
      int hour,
      int minute,
      int second,
      boolean isDaylightSaving,
      ZoneId zone) {
    long wholeYear = year + Math.floorDiv(month, 12);
    int wholeMonth = Math.floorMod(month, 12);
    long days = daysBefore(wholeYear, wholeMonth) + day - 1;
    long local = days * DAY_SECONDS + hour * HOUR_SECONDS + minute * 60L + second;
    long clamped = Math.max(-RULES_MAX, Math.min(RULES_MAX, local));
    ZoneRules rules = zone.getRules();
    ZoneOffset offset = rules.getOffset(LocalDateTime.ofEpochSecond(clamped, 0, ZoneOffset.UTC));
    long seconds = local - offset.getTotalSeconds();
    boolean isReally =
        rules.isDaylightSavings(Instant.ofEpochSecond(clamped - offset.getTotalSeconds()));
    if (isReally == isDaylightSaving) {
      return seconds;
    }
    return isDaylightSaving ? seconds - HOUR_SECONDS : seconds + HOUR_SECONDS;
  }

  /** The days from 1970 to the first of a month. */
  private static long daysBefore(long year, int month) {
    long yearsBefore = year - 1;
    long days =
        365 * (year - 1970)
            + (Math.floorDiv(yearsBefore, 4L) - Math.floorDiv(1969, 4))
            - (Math.floorDiv(yearsBefore, 100L) - Math.floorDiv(1969, 100))
            + (Math.floorDiv(yearsBefore, 400L) - Math.floorDiv(1969, 400));
    return days + DAYS_BEFORE[month] + (month > 1 && isLeapYear(year) ? 1 : 0);
  }
}
