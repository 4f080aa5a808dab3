package dev.sonatina.engine.storage.chronicle;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.vfs.Vfs;
import dev.sonatina.engine.vfs.VfsFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What a mirror has: collections with their maps, and the names of members. The file is replaced as
 * a whole, so a reader finds the old one or the new one. Big-endian; a text is its length in 4
 * bytes and its UTF-8:
 *
 * <pre>
 *   8  "SONACAT1"
 *   8  sequence: counts up with each new catalog
 *   4  number of collections, and for each of them
 *        4  its number
 *        8  when it was created, milliseconds since 1970
 *        n  its name, a text
 *        4  number of maps, in the order of their ids, and for each of them
 *             8  first id
 *             8  id behind the last
 *             4  edition
 *   4  number of member names, and for each of them, from number 0 on
 *        n  the name, a text
 *   8  CRC-32C of all that
 * </pre>
 *
 * @param sequence counts up with each new catalog
 * @param names member names by their numbers
 */
record MirrorCatalog(long sequence, List<Collection> collections, List<byte[]> names) {

  private static final long MAGIC = 0x534F4E4143415431L;

  /** A collection and its maps. */
  record Collection(int number, long createdMillis, String name, List<Range> maps) {}

  /** The ids of one map, and its edition. */
  record Range(long firstId, long endId, int edition) {}

  /** Puts this catalog in the place of the last. */
  void write(MirrorFiles files) throws IOException {
    Path unfinished = files.catalog().resolveSibling("catalog.new");
    if (files.vfs().exists(unfinished)) {
      files.vfs().delete(unfinished);
    }
    try (VfsFile file = files.vfs().open(unfinished, Vfs.OpenMode.CREATE)) {
      file.write(ByteBuffer.wrap(encode()), 0);
    }
    files.vfs().rename(unfinished, files.catalog());
  }

  private byte[] encode() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(MAGIC);
    out.writeLong(sequence);
    out.writeInt(collections.size());
    for (Collection collection : collections) {
      out.writeInt(collection.number);
      out.writeLong(collection.createdMillis);
      writeText(out, collection.name.getBytes(StandardCharsets.UTF_8));
      out.writeInt(collection.maps.size());
      for (Range range : collection.maps) {
        out.writeLong(range.firstId);
        out.writeLong(range.endId);
        out.writeInt(range.edition);
      }
    }
    out.writeInt(names.size());
    for (byte[] name : names) {
      writeText(out, name);
    }
    CRC32C crc = new CRC32C();
    crc.update(bytes.toByteArray());
    out.writeLong(crc.getValue());
    return bytes.toByteArray();
  }

  private static void writeText(DataOutputStream out, byte[] text) throws IOException {
    out.writeInt(text.length);
    out.write(text);
  }

  /**
   * Reads the catalog that is there.
   *
   * @throws StorageException {@code CORRUPT}
   */
  static MirrorCatalog read(MirrorFiles files) throws IOException {
    byte[] bytes;
    try (VfsFile file = files.vfs().open(files.catalog(), Vfs.OpenMode.READ)) {
      ByteBuffer buffer = ByteBuffer.allocate((int) file.size());
      file.read(buffer, 0);
      bytes = buffer.array();
    }
    int length = bytes.length - Long.BYTES;
    if (length > 0) {
      CRC32C crc = new CRC32C();
      crc.update(bytes, 0, length);
      if (crc.getValue() == ByteBuffer.wrap(bytes).getLong(length)) {
        return decode(new DataInputStream(new ByteArrayInputStream(bytes)), files);
      }
    }
    throw damaged(files);
  }

  private static MirrorCatalog decode(DataInputStream in, MirrorFiles files) throws IOException {
    if (in.readLong() != MAGIC) {
      throw damaged(files);
    }
    long sequence = in.readLong();
    List<Collection> collections = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      int number = in.readInt();
      long createdMillis = in.readLong();
      String name = new String(readText(in), StandardCharsets.UTF_8);
      List<Range> maps = new ArrayList<>();
      for (int mapsLeft = in.readInt(); mapsLeft > 0; mapsLeft--) {
        maps.add(new Range(in.readLong(), in.readLong(), in.readInt()));
      }
      collections.add(new Collection(number, createdMillis, name, maps));
    }
    List<byte[]> names = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      names.add(readText(in));
    }
    return new MirrorCatalog(sequence, collections, names);
  }

  private static byte[] readText(DataInputStream in) throws IOException {
    byte[] text = new byte[in.readInt()];
    in.readFully(text);
    return text;
  }

  private static StorageException damaged(MirrorFiles files) {
    return new StorageException(
        ErrorCode.CORRUPT, files.catalog() + " is damaged: open the database to have it made anew");
  }
}
