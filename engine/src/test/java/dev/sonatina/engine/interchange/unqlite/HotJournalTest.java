package dev.sonatina.engine.interchange.unqlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HotJournalTest {

  private static final int PAGE = UnqliteFormat.PAGE_SIZE_DEFAULT;
  private static final int CHECKSUM = 0xCAFE;

  private final byte[] before = Databases.ofTexts("c", "old", "older");
  private final byte[] after = Databases.ofTexts("c", "new", "newer", "z".repeat(3 * PAGE));

  @Test
  void pagesOfTheUnfinishedTransactionAreLaidUnder() {
    byte[] journal = journal(2, pages(before), 1, 2);
    MemoryFile file = new MemoryFile("db", after.clone());
    try (UnqliteFile opened = open(file, journal)) {
      assertTrue(opened.hasHotJournal());
      assertEquals(pages(before), opened.pageCount());
      assertEquals(contents(before), Databases.contents(opened));
    }
    assertArrayEquals(after, file.toBytes(), "the file is not changed");
    assertTrue(file.isClosed());
  }

  @Test
  void anUnfinishedJournalOnlyCutsTheFile() {
    byte[] longer = Arrays.copyOf(before, before.length + PAGE);
    try (UnqliteFile opened = open(new MemoryFile("db", longer), journal(0, pages(before), 1))) {
      assertEquals(pages(before), opened.pageCount());
      assertEquals(contents(before), Databases.contents(opened));
    }
  }

  @Test
  void aFileThatBecameShorterIsFilledUp() {
    byte[] journal = journal(2, pages(before), 1, 2);
    byte[] cut = Arrays.copyOf(after, PAGE);
    try (UnqliteFile opened = open(new MemoryFile("db", cut), journal)) {
      assertEquals(contents(before), Databases.contents(opened));
    }
  }

  @Test
  void theLaterOfTwoRecordsOfAPageCounts() {
    byte[] journal = journal(3, pages(before), 2, 1, 2);
    journal[512 + 8 + 100] ^= 1;
    putChecksum(journal, 0);
    try (UnqliteFile opened = open(new MemoryFile("db", after.clone()), journal)) {
      assertEquals(contents(before), Databases.contents(opened));
    }
  }

  @Test
  void aRecordWithAWrongChecksumIsPassedOver() {
    byte[] journal = journal(3, pages(before), 2, 1, 2);
    journal[512 + 8 + PAGE + 3] ^= 1;
    try (UnqliteFile opened = open(new MemoryFile("db", after.clone()), journal)) {
      assertEquals(contents(before), Databases.contents(opened));
    }
  }

  @Test
  void aWrongChecksumOfTheLastRecordIsDamageAsForTheOriginal() {
    byte[] journal = journal(2, pages(before), 1, 2);
    journal[journal.length - 1] ^= 1;
    StorageException e =
        assertThrows(
            StorageException.class, () -> open(new MemoryFile("db", after.clone()), journal));
    assertEquals(ErrorCode.CORRUPT, e.code());
  }

  @Test
  void aCutRecordIsDamage() {
    byte[] whole = journal(2, pages(before), 1, 2);
    byte[] journal = Arrays.copyOf(whole, whole.length - 1);
    assertThrows(StorageException.class, () -> open(new MemoryFile("db", after.clone()), journal));
    assertNotNull(
        UnqliteFile.open(
            new MemoryFile("db", after.clone()),
            new MemoryFile("journal", journal),
            UnqliteFile.Reading.SALVAGE));
  }

  @Test
  void whatIsNoJournalIsLeftAlone() {
    byte[] otherMagic = journal(2, pages(before), 1, 2);
    otherMagic[0]++;
    byte[] otherSize = journal(2, pages(before), 1, 2);
    otherSize[30]++;
    for (byte[] journal : new byte[][] {otherMagic, otherSize, new byte[31]}) {
      try (UnqliteFile opened = open(new MemoryFile("db", before.clone()), journal)) {
        assertFalse(opened.hasHotJournal());
        assertEquals(contents(before), Databases.contents(opened));
      }
    }
  }

  @Test
  void anEmptyFileIsEmptyWhateverTheJournalSays() {
    try (UnqliteFile opened = open(new MemoryFile("db"), journal(2, pages(before), 1, 2))) {
      assertTrue(opened.isEmpty());
    }
  }

  @Test
  void aDatabaseThatWasEmptyBeforeIsEmptyAgain() {
    try (UnqliteFile opened = open(new MemoryFile("db", after.clone()), journal(0, 0))) {
      assertTrue(opened.isEmpty());
      assertEquals(Map.of(), Databases.contents(opened));
    }
  }

  private static UnqliteFile open(MemoryFile file, byte[] journal) {
    return UnqliteFile.open(file, new MemoryFile("journal", journal), UnqliteFile.Reading.STRICT);
  }

  private static Map<String, String> contents(byte[] bytes) {
    try (UnqliteFile file = Databases.open(bytes)) {
      return Databases.contents(file);
    }
  }

  private static int pages(byte[] bytes) {
    return bytes.length / PAGE;
  }

  /** A journal with these pages of {@link #before}. */
  private byte[] journal(int count, int oldPageCount, int... pages) {
    byte[] journal = new byte[512 + pages.length * (PAGE + 12)];
    BigEndian.put64(journal, 0, 0xA6E8CD2B1C92DB9FL);
    BigEndian.put32(journal, 8, count);
    BigEndian.put32(journal, 12, CHECKSUM);
    BigEndian.put64(journal, 16, oldPageCount);
    BigEndian.put32(journal, 24, 512);
    BigEndian.put32(journal, 28, PAGE);
    for (int i = 0; i < pages.length; i++) {
      int at = 512 + i * (PAGE + 12);
      BigEndian.put64(journal, at, pages[i]);
      System.arraycopy(before, pages[i] * PAGE, journal, at + 8, PAGE);
      putChecksum(journal, i);
    }
    return journal;
  }

  private static void putChecksum(byte[] journal, int record) {
    int page = 512 + record * (PAGE + 12) + 8;
    int sum = CHECKSUM;
    for (int i = PAGE - 200; i > 0; i -= 200) {
      sum += journal[page + i] & 0xFF;
    }
    BigEndian.put32(journal, page + PAGE, sum);
  }
}
