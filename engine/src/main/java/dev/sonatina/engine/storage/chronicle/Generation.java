package dev.sonatina.engine.storage.chronicle;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import org.jspecify.annotations.Nullable;

/** One Chronicle Map: the records of a collection in a range of ids. Used by one thread. */
final class Generation implements AutoCloseable {

  /** How much larger than planned a map may become; beyond that it would get slow. */
  private static final double GROWTH_MAX = 4;

  private final MirrorCatalog.Range range;
  private final Path path;
  private final ChronicleMap<Long, byte[]> map;
  private long bytesPut;
  private long recordsPut;

  private Generation(MirrorCatalog.Range range, Path path, ChronicleMap<Long, byte[]> map) {
    this.range = range;
    this.path = path;
    this.map = map;
  }

  /**
   * Makes a new map.
   *
   * @param averageBytes the length of records that is expected
   */
  static Generation create(MirrorCatalog.Range range, Path path, long averageBytes)
      throws IOException {
    ChronicleMapBuilder<Long, byte[]> builder =
        builder()
            .entries(range.endId() - range.firstId())
            .averageValueSize((double) (1 + averageBytes))
            .maxBloatFactor(GROWTH_MAX);
    return new Generation(range, path, builder.createPersistedTo(path.toFile()));
  }

  /** Opens a map that is there, whose own header tells how it was made. */
  static Generation open(MirrorCatalog.Range range, Path path) throws IOException {
    File file = path.toFile();
    return new Generation(range, path, builder().createPersistedTo(file));
  }

  private static ChronicleMapBuilder<Long, byte[]> builder() {
    return ChronicleMapBuilder.of(Long.class, byte[].class)
        .putReturnsNull(true)
        .removeReturnsNull(true);
  }

  MirrorCatalog.Range range() {
    return range;
  }

  Path path() {
    return path;
  }

  /** The value of a record, or null. */
  byte @Nullable [] get(long id) {
    return map.get(id);
  }

  void put(long id, byte[] value) {
    map.put(id, value);
    bytesPut += value.length;
    recordsPut++;
  }

  void remove(long id) {
    map.remove(id);
  }

  long size() {
    return map.longSize();
  }

  /** The length that records have had here so far, 0 if there were none. */
  long averageBytes() {
    return recordsPut == 0 ? 0 : bytesPut / recordsPut;
  }

  @Override
  public void close() {
    map.close();
  }
}
