package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.function.Severity;
import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.ByteBuilder;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import dev.sonatina.jx9.value.ValueType;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Times and dates, by the clock of the run. A timestamp counts only if it is an int; otherwise now
 * is meant.
 */
final class DateFunctions {
  private DateFunctions() {}

  static void define(Definitions functions) {
    functions
        .topic("time")
        .function(
            "time()",
            "The seconds since 1970.",
            "time() > 1700000000",
            "true",
            (context, arguments) -> IntValue.of(now(context)))
        .function(
            "microtime([isFloat])",
            "The string \"microseconds seconds\", or whole seconds if the argument is true.",
            "strlen(microtime()) > 0",
            "true",
            DateFunctions::microtime)
        .function(
            "gettimeofday([isFloat])",
            "A map with sec and usec, or whole seconds if the argument is true.",
            "$t = gettimeofday(); print $t.sec > 1700000000;",
            "true",
            DateFunctions::timeOfDay)
        .function(
            "date(format [, t])",
            "The local time t by letters: d D j l N w z F m M n t L o Y y a A g G h H i s u S e I r"
                + " U O P Z c, others as they are; false unless format is a string.",
            "date(\"Y-m-d H:i:s\", 86400)",
            "1970-01-02 00:00:00",
            (context, arguments) -> date(context, arguments, context.clock().getZone()))
        .function(
            "gmdate(format [, t])",
            "As date, in UTC.",
            "gmdate(\"H:i\", 3600)",
            "01:00",
            (context, arguments) -> date(context, arguments, ZoneOffset.UTC))
        .function(
            "strftime(format [, t])",
            "The local time t by letters after %; unknown ones vanish, %d is the month.",
            "strftime(\"%Y-%m-%e\", 86400)",
            "1970-01- 2",
            DateFunctions::strftime)
        .function(
            "idate(format [, t])",
            "One number of the local time t: d h H i I L m s t U w W y Y z or Z, where m counts"
                + " from 0.",
            "idate(\"Y\", 86400)",
            "1970",
            DateFunctions::part)
        .function(
            "getdate([t])",
            "A map of the parts of the local time t.",
            "$d = getdate(86400); print $d[\"weekday\"];",
            "Friday",
            DateFunctions::parts)
        .function(
            "localtime([t [, isNamed]])",
            "The parts of the local time t as C has them, under names if isNamed is true.",
            "localtime(86400)",
            "[0,0,0,2,0,70,5,1,0]",
            DateFunctions::localTime)
        .function(
            "mktime(hour, minute, second, month, day, year [, isDaylightSaving])",
            "The seconds since 1970 of a local time; missing parts are those of now.",
            "mktime(1, 2, 3, 4, 5, 2020)",
            "1586048523",
            DateFunctions::makeTime)
        .alias("gmmktime", "mktime");
  }

  private static long now(CallContext context) {
    return context.clock().instant().getEpochSecond();
  }

  private static CalendarTime time(CallContext context, Value[] arguments, int index, ZoneId zone) {
    if (Arguments.isType(arguments, index, ValueType.INT)) {
      CalendarTime time = CalendarTime.of(arguments[index].toInt(), zone);
      if (time.isRepresentable()) {
        return time.withWrappedYear();
      }
    }
    return CalendarTime.of(now(context), zone);
  }

  private static Value microtime(CallContext context, Value[] arguments) {
    Instant instant = context.clock().instant();
    if (Arguments.flag(arguments, 0)) {
      return IntValue.of(instant.getEpochSecond());
    }
    return StringValue.of(instant.getNano() / 1000 + " " + instant.getEpochSecond());
  }

  private static Value timeOfDay(CallContext context, Value[] arguments) {
    Instant instant = context.clock().instant();
    if (Arguments.flag(arguments, 0)) {
      return IntValue.of(instant.getEpochSecond());
    }
    MapValue map = MapValue.array();
    put(map, "sec", instant.getEpochSecond());
    put(map, "usec", instant.getNano() / 1000);
    return map;
  }

  private static void put(MapValue map, String name, long value) {
    map.put(StringValue.of(name), IntValue.of(value));
  }

  private static Value date(CallContext context, Value[] arguments, ZoneId zone) {
    StringValue format = Arguments.string(arguments, 0);
    if (format == null) {
      return BoolValue.FALSE;
    }
    ByteBuilder out = new ByteBuilder(48, context.meter());
    new DateFormatter(time(context, arguments, 1, zone), now(context), out).date(format);
    return out.finish();
  }

  private static Value strftime(CallContext context, Value[] arguments) {
    StringValue format = Arguments.string(arguments, 0);
    if (format == null) {
      return BoolValue.FALSE;
    }
    ByteBuilder out = new ByteBuilder(48, context.meter());
    CalendarTime time = time(context, arguments, 1, context.clock().getZone());
    new DateFormatter(time, now(context), out).strftime(format);
    return out.length() == 0 ? BoolValue.FALSE : out.finish();
  }

  private static Value part(CallContext context, Value[] arguments) {
    StringValue format = Arguments.string(arguments, 0);
    if (format == null) {
      return IntValue.of(-1);
    }
    CalendarTime time = time(context, arguments, 1, context.clock().getZone());
    return IntValue.of(part(context, time, format.isEmpty() ? 0 : format.byteAt(0)));
  }

  private static long part(CallContext context, CalendarTime time, int letter) {
    return switch (letter) {
      case 'd' -> time.day();
      case 'h' -> DateFormatter.hourOfTwelve(time);
      case 'H' -> time.hour();
      case 'i' -> time.minute();
      case 'I' -> time.isDaylightSaving() ? 1 : 0;
      case 'L' -> CalendarTime.isLeapYear(time.year()) ? 1 : 0;
      case 'm' -> time.month();
      case 's' -> time.second();
      case 't' -> time.monthLength();
      case 'U' -> now(context);
      case 'w' -> time.weekday();
      case 'W' -> DateFormatter.isoWeekday(time);
      case 'y' -> time.year() % 100;
      case 'Y' -> time.year();
      case 'z' -> time.dayOfYear();
      case 'Z' -> 0;
      default -> {
        Arguments.report(context, Severity.WARNING, "Unknown date format token");
        yield 0;
      }
    };
  }

  private static Value parts(CallContext context, Value[] arguments) {
    CalendarTime time = time(context, arguments, 0, context.clock().getZone());
    MapValue map = MapValue.array();
    put(map, "seconds", time.second());
    put(map, "minutes", time.minute());
    put(map, "hours", time.hour());
    put(map, "mday", time.day());
    put(map, "wday", time.weekday());
    put(map, "mon", time.month() + 1L);
    put(map, "year", time.year());
    put(map, "yday", time.dayOfYear());
    map.put(StringValue.of("weekday"), StringValue.of(DateFormatter.dayName(time)));
    map.put(StringValue.of("month"), StringValue.of(DateFormatter.monthName(time)));
    map.append(IntValue.of(now(context)));
    return map;
  }

  private static Value localTime(CallContext context, Value[] arguments) {
    CalendarTime time = time(context, arguments, 0, context.clock().getZone());
    String[] names = {
      "tm_sec",
      "tm_min",
      "tm_hour",
      "tm_mday",
      "tm_mon",
      "tm_year",
      "tm_wday",
      "tm_yday",
      "tm_isdst"
    };
    long[] values = {
      time.second(),
      time.minute(),
      time.hour(),
      time.day(),
      time.month(),
      (int) (time.year() - 1900),
      time.weekday(),
      time.dayOfYear(),
      time.isDaylightSaving() ? 1 : 0
    };
    boolean isNamed = Arguments.flag(arguments, 1);
    MapValue map = MapValue.array();
    for (int i = 0; i < names.length; i++) {
      if (isNamed) {
        put(map, names[i], values[i]);
      } else {
        map.append(IntValue.of(values[i]));
      }
    }
    return map;
  }

  private static Value makeTime(CallContext context, Value[] arguments) {
    ZoneId zone = context.clock().getZone();
    boolean isUniversal = context.functionName().startsWith("g");
    CalendarTime now = CalendarTime.of(now(context), isUniversal ? ZoneOffset.UTC : zone);
    int month = arguments.length > 3 ? Arguments.int32(arguments, 3, 0) - 1 : now.month();
    int year = Arguments.int32(arguments, 5, (int) (now.year() - 1900));
    long fullYear = arguments.length > 5 && year > 1900 ? year : year + 1900L;
    boolean isDaylightSaving =
        arguments.length > 6 ? Arguments.flag(arguments, 6) : now.isDaylightSaving();
    long seconds =
        CalendarTime.toSeconds(
            fullYear,
            month,
            Arguments.int32(arguments, 4, now.day()),
            Arguments.int32(arguments, 0, now.hour()),
            Arguments.int32(arguments, 1, now.minute()),
            Arguments.int32(arguments, 2, now.second()),
            isDaylightSaving,
            zone);
    return IntValue.of(CalendarTime.of(seconds, zone).isRepresentable() ? seconds : -1);
  }
}
