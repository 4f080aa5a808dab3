package dev.sonatina.engine.interchange.unqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PackedTimeTest {

  @Test
  void timesComeBackToTwoSeconds() {
    Instant time = Instant.parse("2026-11-21T22:43:03.5Z");
    assertEquals(Instant.parse("2026-11-21T22:43:02Z"), PackedTime.unpack(PackedTime.pack(time)));
  }

  @Test
  void monthsArePrintedFromZero() {
    int packed = PackedTime.pack(Instant.parse("2026-01-05T02:03:04Z"));
    assertEquals("2026-0-5 02:03:04", PackedTime.print(packed));
  }

  @Test
  void yearsBeyondTheRangeBecomeTheNearest() {
    assertEquals(
        Instant.parse("1980-03-04T00:00:00Z"),
        PackedTime.unpack(PackedTime.pack(Instant.parse("1970-03-04T00:00:00Z"))));
    assertEquals(
        Instant.parse("2107-03-04T00:00:00Z"),
        PackedTime.unpack(PackedTime.pack(Instant.parse("2300-03-04T00:00:00Z"))));
  }

  @Test
  void datesThatDoNotExistAreNone() {
    assertNull(PackedTime.unpack(0));
    assertNull(PackedTime.unpack(-1));
  }
}
