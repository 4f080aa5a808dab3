package dev.sonatina.engine.interchange.unqlite;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The format's creation times: 32 bits, in UTC, to two seconds.
 *
 * <pre>
 *   31        25 24    21 20    16 15    11 10     5 4        0
 *   | year-1980 | month  | day    | hour   | minute | second/2 |
 * </pre>
 *
 * Months count from 0, against the custom of this encoding elsewhere.
 */
public final class PackedTime {

  private static final int YEAR_MIN = 1980;
  private static final int YEAR_MAX = YEAR_MIN + 127;

  private PackedTime() {}

  /** Packs a time; one outside the years 1980 to 2107 becomes the nearest year's. */
  public static int pack(Instant time) {
    LocalDateTime utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    int year = Math.max(YEAR_MIN, Math.min(YEAR_MAX, utc.getYear()));
    return (year - YEAR_MIN) << 25
        | (utc.getMonthValue() - 1) << 21
        | utc.getDayOfMonth() << 16
        | utc.getHour() << 11
        | utc.getMinute() << 5
        | utc.getSecond() / 2;
  }

  /** The time that was packed, or null for a date or hour that does not exist. */
  public static @Nullable Instant unpack(int packed) {
    try {
      return LocalDateTime.of(
              year(packed),
              month(packed) + 1,
              day(packed),
              hour(packed),
              minute(packed),
              second(packed))
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException impossible) {
      return null;
    }
  }

  /** The time as {@code db_creation_date} prints it, impossible dates too: months from 0. */
  public static String print(int packed) {
    return String.format(
        Locale.ROOT,
        "%d-%d-%d %02d:%02d:%02d",
        year(packed),
        month(packed),
        day(packed),
        hour(packed),
        minute(packed),
        second(packed));
  }

  private static int year(int packed) {
    return (packed >>> 25) + YEAR_MIN;
  }

  private static int month(int packed) {
    return packed >>> 21 & 0xF;
  }

  private static int day(int packed) {
    return packed >>> 16 & 0x1F;
  }

  private static int hour(int packed) {
    return packed >>> 11 & 0x1F;
  }

  private static int minute(int packed) {
    return packed >>> 5 & 0x3F;
  }

  private static int second(int packed) {
    return (packed & 0x1F) * 2;
  }
}
