package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.vfs.Vfs;
import dev.sonatina.engine.vfs.VfsFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The names of a store's files, and which of them are there. */
final class StoreFiles {

  private static final String SEGMENT_PREFIX = "segment-";
  private static final String SEGMENT_SUFFIX = ".log";
  private static final String CHECKPOINT_PREFIX = "checkpoint-";
  private static final String UNFINISHED_SUFFIX = ".new";
  private static final String LOCK = "lock";
  private static final String COPY_MARK = "unfinished-copy";
  private static final int DIGITS = 10;

  private final Vfs vfs;
  private final Path directory;

  StoreFiles(Vfs vfs, Path directory) {
    this.vfs = vfs;
    this.directory = directory;
  }

  Vfs vfs() {
    return vfs;
  }

  Path directory() {
    return directory;
  }

  Path lock() {
    return directory.resolve(LOCK);
  }

  /** What lies there while the directory is a {@link CopyTarget}. */
  Path copyMark() {
    return directory.resolve(COPY_MARK);
  }

  Path segment(int number) {
    return directory.resolve(SEGMENT_PREFIX + digits(number) + SEGMENT_SUFFIX);
  }

  Path checkpoint(int number) {
    return directory.resolve(CHECKPOINT_PREFIX + digits(number));
  }

  /** The name a file has until its content is complete and synced. */
  static Path unfinished(Path file) {
    return file.resolveSibling(file.getFileName() + UNFINISHED_SUFFIX);
  }

  /**
   * Closes a file on whose close nothing depends: it was only read, or its content has been synced
   * or given up.
   */
  static void closeQuietly(VfsFile file) {
    try {
      file.close();
    } catch (IOException e) {
      StoreWarnings.log(StorageErrors.cannot("close", file.path(), e));
    } catch (OutOfMemoryError e) {
      // What counts has been done, and there may be no memory to say so either.
      return;
    }
  }

  /** Removes a file that the store does not need any more; if that fails, opening tries again. */
  void removeQuietly(Path path) {
    try {
      vfs.delete(path);
    } catch (NoSuchFileException e) {
      // Two checkpoints at the end, one made by closing, may both find it unused.
    } catch (IOException e) {
      StoreWarnings.log(StorageErrors.cannot("remove", path, e));
    }
  }

  /** Removes the files of a copy, as far as possible. */
  void removeAllButCopyMark() throws IOException {
    for (String name : vfs.list(directory)) {
      if (!name.equals(COPY_MARK)) {
        removeQuietly(directory.resolve(name));
      }
    }
  }

  boolean isEmptyButForCopyMark() throws IOException {
    return List.of(COPY_MARK).containsAll(vfs.list(directory));
  }

  /** Looks at what is there. A directory that does not exist counts as empty. */
  Listing list() throws IOException {
    Listing listing =
        new Listing(new TreeSet<>(), new TreeSet<>(), new ArrayList<>(), false, false);
    if (!vfs.exists(directory)) {
      return listing;
    }
    boolean others = false;
    boolean isUnfinishedCopy = false;
    for (String name : vfs.list(directory)) {
      int segment = number(name, SEGMENT_PREFIX, SEGMENT_SUFFIX);
      int checkpoint = number(name, CHECKPOINT_PREFIX, "");
      if (name.endsWith(UNFINISHED_SUFFIX)) {
        listing.unfinished.add(directory.resolve(name));
      } else if (segment >= 0) {
        listing.segments.add(segment);
      } else if (checkpoint >= 0) {
        listing.checkpoints.add(checkpoint);
      } else if (name.equals(COPY_MARK)) {
        isUnfinishedCopy = true;
      } else if (!name.equals(LOCK)) {
        others = true;
      }
    }
    return new Listing(
        listing.segments, listing.checkpoints, listing.unfinished, others, isUnfinishedCopy);
  }

  /**
   * What is in the directory.
   *
   * @param segments numbers of the segments
   * @param checkpoints numbers of the checkpoints
   * @param unfinished files that a crash kept from being completed
   * @param others whether there are files that are not the store's
   * @param isUnfinishedCopy whether a copy of a store was being made there, see {@link CopyTarget}
   */
  record Listing(
      TreeSet<Integer> segments,
      TreeSet<Integer> checkpoints,
      List<Path> unfinished,
      boolean others,
      boolean isUnfinishedCopy) {

    boolean isEmpty() {
      return segments.isEmpty() && checkpoints.isEmpty();
    }

    /** Fails with {@code NO_SUCH_DATABASE} if there is no store, or only a part of one. */
    void requireStore(Path directory) {
      if (isUnfinishedCopy) {
        throw StorageErrors.unfinishedCopy(directory);
      }
      if (isEmpty()) {
        throw StorageErrors.noDatabase(directory);
      }
    }
  }

  private static String digits(int number) {
    String digits = Integer.toString(number);
    return "0".repeat(DIGITS - digits.length()) + digits;
  }

  /** The number in a name of this form, or -1 if it has another form. */
  private static int number(String name, String prefix, String suffix) {
    int end = prefix.length() + DIGITS;
    if (name.length() != end + suffix.length()
        || !name.startsWith(prefix)
        || !name.endsWith(suffix)) {
      return -1;
    }
    long number = 0;
    for (int i = prefix.length(); i < end; i++) {
      int digit = name.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number <= Integer.MAX_VALUE ? (int) number : -1;
  }
}
