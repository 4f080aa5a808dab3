package dev.sonatina.engine.interchange.unqlite;

import java.util.Arrays;

/**
 * Writes all buckets at once: their pages, their slaves and the map.
 *
 * <pre>
 *   page  0    1                  first           + buckets    + slaves
 *         | database header | store header, map | overflow pages | first pages | slaves | map pages |
 * </pre>
 *
 * <p>Buckets are made in groups of those with the same low bits, as the {@link CellSpill} holds
 * their cells. The first pages lie group by group, so that each page's number follows from the
 * bucket's by calculation, the map needs no memory, and all pages are written in ascending order.
 */
final class BucketWriter {

  /**
   * How full bucket pages would be if keys were spread evenly. They are not: the hash of decimal
   * numbers clusters, and fuller buckets would have longer chains of slaves.
   */
  private static final double FILL = 0.7;

  /** Bytes of cells to arrange at a time, unless one bucket has more. */
  private static final long RANGE_SIZE_MAX = 16 << 20;

  private final Output file;
  private final int pageSize;
  private final CellSpill cells;
  private final StoreHeader header;
  private final long bucketCount;

  private final int groups;
  private final int groupBits;

  /** For each group the number of its first bucket's page, and the page after the last. */
  private final long[] groupStarts;

  private final PageStream firstPages;
  private final PageStream slaves;

  private final byte[] page;
  private int pageEnd;
  private int lastLinkAt;

  BucketWriter(Output file, int pageSize, long firstPage, CellSpill cells) {
    this.file = file;
    this.pageSize = pageSize;
    this.cells = cells;
    page = new byte[pageSize];
    double room = (pageSize - HashStore.CELLS_AT) * FILL;
    bucketCount = Math.max(1, (long) Math.ceil(cells.size() / room));
    long max = Long.highestOneBit(bucketCount);
    header = new StoreHeader(0, bucketCount - max, max);
    groups = (int) Math.min(CellSpill.PARTS, max);
    groupBits = Integer.numberOfTrailingZeros(groups);
    groupStarts = new long[groups + 1];
    groupStarts[0] = firstPage;
    for (int group = 0; group < groups; group++) {
      groupStarts[group + 1] = groupStarts[group] + bucketsIn(group);
    }
    firstPages = new PageStream(file, pageSize, firstPage);
    slaves = new PageStream(file, pageSize, groupStarts[groups]);
  }

  /**
   * Writes the buckets, the map and page 1.
   *
   * @return the number of pages that the database has then
   */
  long write() {
    for (int group = 0; group < groups; group++) {
      writeGroup(group);
    }
    firstPages.flush();
    slaves.flush();
    return writeMap(slaves.nextPage());
  }

  private int bucketsIn(int group) {
    return (int) ((bucketCount - group + groups - 1) / groups);
  }

  private long firstPageOf(long bucket) {
    return groupStarts[(int) bucket & (groups - 1)] + (bucket >>> groupBits);
  }

  /** The place of a cell's bucket in its group. */
  private int placeInGroup(byte[] bytes, int at) {
    return (int) (header.bucketOf(BigEndian.i32(bytes, at)) >>> groupBits);
  }

  private void writeGroup(int group) {
    long[] sizes = new long[bucketsIn(group)];
    forEachCell(group, (bytes, at, length) -> sizes[placeInGroup(bytes, at)] += length);
    int from = 0;
    while (from < sizes.length) {
      int to = from + 1;
      long size = sizes[from];
      while (to < sizes.length && size + sizes[to] <= RANGE_SIZE_MAX) {
        size += sizes[to++];
      }
      writeRange(group, from, Arrays.copyOfRange(sizes, from, to), Math.toIntExact(size));
      from = to;
    }
  }

  /** Brings the cells of some buckets together, bucket by bucket, and writes these buckets. */
  private void writeRange(int group, int from, long[] sizes, int size) {
    byte[] sorted = new byte[size];
    int[] ends = new int[sizes.length];
    for (int i = 1; i < ends.length; i++) {
      ends[i] = ends[i - 1] + (int) sizes[i - 1];
    }
    forEachCell(
        group,
        (bytes, at, length) -> {
          int bucket = placeInGroup(bytes, at) - from;
          if (bucket >= 0 && bucket < ends.length) {
            System.arraycopy(bytes, at, sorted, ends[bucket], length);
            ends[bucket] += length;
          }
        });
    int start = 0;
    for (int end : ends) {
      writeBucket(sorted, start, end);
      start = end;
    }
  }

  private void forEachCell(int group, CellSpill.Visitor visitor) {
    for (int part = group; part < CellSpill.PARTS; part += groups) {
      cells.forEach(part, visitor);
    }
  }

  private void writeBucket(byte[] sorted, int start, int end) {
    startPage();
    PageStream stream = firstPages;
    for (int at = start; at < end; ) {
      int length = CellSpill.cellLength(sorted, at);
      if (length > pageSize - pageEnd) {
        // Slaves are written in order and no other bucket is being written, so this will be its
        // number; if this page is a slave itself, the next one follows it.
        long slave = slaves.nextPage() + (stream == slaves ? 1 : 0);
        BigEndian.put64(page, HashStore.SLAVE_AT, slave);
        finishPage(stream);
        stream = slaves;
        startPage();
      }
      addCell(sorted, at, length);
      at += length;
    }
    finishPage(stream);
  }

  private void startPage() {
    Arrays.fill(page, (byte) 0);
    pageEnd = HashStore.CELLS_AT;
    lastLinkAt = HashStore.FIRST_CELL_AT;
  }

  private void addCell(byte[] source, int at, int length) {
    System.arraycopy(source, at, page, pageEnd, length);
    BigEndian.put16(page, lastLinkAt, pageEnd);
    lastLinkAt = pageEnd + Cell.NEXT_AT;
    pageEnd += length;
  }

  /** Leaves what is free as one block, with its size and no block after it. */
  private void finishPage(PageStream stream) {
    int free = pageSize - pageEnd;
    if (free >= HashStore.FREE_BLOCK_SIZE_MIN) {
      BigEndian.put16(page, HashStore.FREE_BLOCK_AT, pageEnd);
      BigEndian.put16(page, pageEnd + 2, free);
    }
    stream.append(page);
  }

  private long writeMap(long firstMapPage) {
    int firstRoom = (pageSize - BucketMap.FIRST_ENTRIES_AT) / BucketMap.ENTRY_SIZE;
    int room = (pageSize - BucketMap.ENTRIES_AT) / BucketMap.ENTRY_SIZE;
    Arrays.fill(page, (byte) 0);
    header.write(page);
    int count = (int) Math.min(bucketCount, firstRoom);
    BigEndian.put32(page, BucketMap.FIRST_COUNT_AT, count);
    BigEndian.put64(page, BucketMap.FIRST_NEXT_AT, count < bucketCount ? firstMapPage : 0);
    putEntries(BucketMap.FIRST_ENTRIES_AT, 0, count);
    file.write(UnqliteFormat.STORE_HEADER_PAGE * pageSize, page, 0, pageSize);
    PageStream mapPages = new PageStream(file, pageSize, firstMapPage);
    for (long bucket = count; bucket < bucketCount; bucket += count) {
      count = (int) Math.min(bucketCount - bucket, room);
      boolean isLast = bucket + count == bucketCount;
      Arrays.fill(page, (byte) 0);
      BigEndian.put64(page, 0, isLast ? 0 : mapPages.nextPage() + 1);
      BigEndian.put32(page, BucketMap.COUNT_AT, count);
      putEntries(BucketMap.ENTRIES_AT, bucket, count);
      mapPages.append(page);
    }
    mapPages.flush();
    return mapPages.nextPage();
  }

  private void putEntries(int at, long firstBucket, int count) {
    for (int i = 0; i < count; i++) {
      long bucket = firstBucket + i;
      BigEndian.put64(page, at + i * BucketMap.ENTRY_SIZE, bucket);
      BigEndian.put64(page, at + i * BucketMap.ENTRY_SIZE + 8, firstPageOf(bucket));
    }
  }
}
