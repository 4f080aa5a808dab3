package dev.sonatina.jx9.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** Times agree with the platform's calendar, and come back from it. */
class CalendarTimePropertyTest {
  @Property(tries = 2000, seed = "11")
  void agreesWithThePlatform(
      @ForAll @LongRange(min = -300_000_000_000L, max = 300_000_000_000L) long seconds) {
    for (String name : new String[] {"UTC", "Europe/Berlin", "America/New_York"}) {
      ZoneId zone = ZoneId.of(name);
      CalendarTime time = CalendarTime.of(seconds, zone);
      ZonedDateTime expected = Instant.ofEpochSecond(seconds).atZone(zone);
      assertEquals(expected.getYear(), time.year());
      assertEquals(expected.getMonthValue() - 1, time.month());
      assertEquals(expected.getDayOfMonth(), time.day());
      assertEquals(expected.getHour(), time.hour());
      assertEquals(expected.getMinute(), time.minute());
      assertEquals(expected.getSecond(), time.second());
      assertEquals(expected.getDayOfWeek().getValue() % 7, time.weekday());
      assertEquals(expected.getDayOfYear() - 1, time.dayOfYear());
      assertEquals(expected.toLocalDate().lengthOfMonth(), time.monthLength());
    }
  }

  @Property(tries = 2000, seed = "12")
  void comesBack(@ForAll @LongRange(min = -60_000_000_000L, max = 60_000_000_000L) long seconds) {
    ZoneId zone = ZoneId.of("UTC");
    CalendarTime time = CalendarTime.of(seconds, zone);
    long back =
        CalendarTime.toSeconds(
            time.year(),
            time.month(),
            time.day(),
            time.hour(),
            time.minute(),
            time.second(),
            false,
            zone);
    assertEquals(seconds, back);
  }
}
