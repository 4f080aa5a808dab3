package dev.sonatina.engine.vfs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A file system in memory that can fail at any call, counts the calls, and can be asked at any
 * moment what a power cut would leave of it. Directories count as durable, their content does not;
 * renaming and removing one is durable at once, and one that is renamed holds no others.
 */
public final class SimulatedVfs implements Vfs {

  /** Length of what a disk writes as a whole. */
  public static final int SECTOR_BYTES = 512;

  /** Sees every call before it is carried out, and may fail it. */
  public interface Probe {
    void before(Operation operation, Path path) throws IOException;
  }

  private record NameChange(String name, @Nullable SimulatedFile file, @Nullable String removed) {}

  private static final class Directory {
    final Map<String, SimulatedFile> names = new TreeMap<>();
    final Map<String, SimulatedFile> onDisk = new TreeMap<>();
    final List<NameChange> unsynced = new ArrayList<>();

    void change(NameChange change) {
      unsynced.add(change);
      apply(change, names);
    }

    static void apply(NameChange change, Map<String, SimulatedFile> to) {
      if (change.removed != null) {
        to.remove(change.removed);
      }
      if (change.file != null) {
        to.put(change.name, change.file);
      }
    }
  }

  private final Map<Path, Directory> directories = new TreeMap<>();
  private final Set<Path> locked = new HashSet<>();
  private final Map<Operation, Integer> counts = new EnumMap<>(Operation.class);
  private Probe probe = (operation, path) -> {};
  private int openFiles;
  private int openMappings;
  private int failingWriteParts;

  /** Sets what sees the calls from now on. */
  public void setProbe(Probe newProbe) {
    probe = newProbe;
  }

  /** How often an operation has been called. */
  public synchronized int count(Operation operation) {
    return counts.getOrDefault(operation, 0);
  }

  /** Files and mappings that have been opened and not closed. */
  public synchronized int leaks() {
    return openFiles + openMappings;
  }

  /** Makes the next write that a probe fails leave its first half behind. */
  public synchronized void failNextWriteHalfWay() {
    failingWriteParts = 1;
  }

  /** Makes the next write that a probe fails leave everything behind. */
  public synchronized void failNextWriteAtItsEnd() {
    failingWriteParts = 2;
  }

  /** The bytes of a file as programs see them. */
  public synchronized byte[] content(Path path) {
    return find(path).visible();
  }

  /** Puts a file on the disk. */
  public synchronized void put(Path path, byte[] content) {
    Directory directory = directories.computeIfAbsent(directoryOf(path), key -> new Directory());
    SimulatedFile file = new SimulatedFile(content.clone());
    directory.names.put(nameOf(path), file);
    directory.onDisk.put(nameOf(path), file);
  }

  /** The file system after the end of the process, without a power cut: nothing is lost. */
  public synchronized SimulatedVfs afterKill() {
    return afterPowerCut(CrashPlan.of(0, new SplittableRandom(0)));
  }

  /** The file system after a power cut at this moment. */
  public synchronized SimulatedVfs afterPowerCut(CrashPlan plan) {
    SimulatedVfs result = new SimulatedVfs();
    Map<SimulatedFile, SimulatedFile> survivors = new HashMap<>();
    directories.forEach(
        (path, directory) -> {
          Map<String, SimulatedFile> names = new TreeMap<>(directory.onDisk);
          for (int i = 0; i < directory.unsynced.size(); i++) {
            if (plan.fate(i, directory.unsynced.size()) == CrashPlan.Fate.KEPT) {
              Directory.apply(directory.unsynced.get(i), names);
            }
          }
          Directory left = new Directory();
          names.forEach(
              (name, file) -> {
                SimulatedFile survivor =
                    survivors.computeIfAbsent(file, key -> survivor(key, plan));
                left.names.put(name, survivor);
                left.onDisk.put(name, survivor);
              });
          result.directories.put(path, left);
        });
    return result;
  }

  private static SimulatedFile survivor(SimulatedFile file, CrashPlan plan) {
    byte[] disk = file.onDisk().clone();
    List<SimulatedFile.Change> changes = file.unsynced();
    for (int i = 0; i < changes.size(); i++) {
      SimulatedFile.Change change = changes.get(i);
      switch (plan.fate(i, changes.size())) {
        case KEPT -> disk = SimulatedFile.applied(disk, change);
        case TORN -> {
          for (SimulatedFile.Change sector : sectors(change)) {
            if (plan.keepsSector()) {
              disk = SimulatedFile.applied(disk, sector);
            }
          }
        }
        case DROPPED -> {}
      }
    }
    return new SimulatedFile(disk);
  }

  private static List<SimulatedFile.Change> sectors(SimulatedFile.Change change) {
    if (change.isResize) {
      return List.of(change);
    }
    List<SimulatedFile.Change> sectors = new ArrayList<>();
    int end = change.offset + change.bytes.length;
    for (int at = change.offset; at < end; ) {
      int next = Math.min(end, (at / SECTOR_BYTES + 1) * SECTOR_BYTES);
      byte[] piece = Arrays.copyOfRange(change.bytes, at - change.offset, next - change.offset);
      sectors.add(new SimulatedFile.Change(at, piece, false));
      at = next;
    }
    return sectors;
  }

  private void enter(Operation operation, Path path) throws IOException {
    counts.merge(operation, 1, Integer::sum);
    probe.before(operation, path);
  }

  @Override
  public synchronized VfsFile open(Path path, OpenMode mode) throws IOException {
    enter(mode == OpenMode.CREATE ? Operation.CREATE : Operation.OPEN, path);
    Directory directory = directory(path);
    SimulatedFile file = directory.names.get(nameOf(path));
    if (mode == OpenMode.CREATE) {
      if (file != null) {
        throw new FileAlreadyExistsException(path.toString());
      }
      file = new SimulatedFile(new byte[0]);
      directory.change(new NameChange(nameOf(path), file, null));
    } else if (file == null) {
      throw new NoSuchFileException(path.toString());
    }
    openFiles++;
    return new OpenFile(path, file);
  }

  @Override
  public synchronized boolean exists(Path path) throws IOException {
    enter(Operation.EXISTS, path);
    Directory parent = directories.get(directoryOf(path));
    return directories.containsKey(path)
        || (parent != null && parent.names.containsKey(nameOf(path)));
  }

  /** Not a time, but as good: it differs when the content does. */
  @Override
  public synchronized long lastModifiedNanos(Path path) throws IOException {
    enter(Operation.SIZE, path);
    return Arrays.hashCode(find(path).visible());
  }

  @Override
  public synchronized List<String> list(Path path) throws IOException {
    enter(Operation.LIST, path);
    Directory directory = directories.get(path);
    if (directory == null) {
      throw new NoSuchFileException(path.toString());
    }
    return List.copyOf(directory.names.keySet());
  }

  @Override
  public synchronized void createDirectories(Path path) throws IOException {
    enter(Operation.CREATE_DIRECTORIES, path);
    for (Path each = path; each != null; each = each.getParent()) {
      directories.computeIfAbsent(each, key -> new Directory());
    }
  }

  @Override
  public synchronized void rename(Path from, Path to) throws IOException {
    enter(Operation.RENAME, from);
    Directory renamed = directories.remove(from);
    if (renamed != null) {
      directories.put(to, renamed);
      return;
    }
    directory(from).change(new NameChange(nameOf(to), find(from), nameOf(from)));
  }

  @Override
  public synchronized void delete(Path path) throws IOException {
    enter(Operation.DELETE, path);
    Directory removed = directories.get(path);
    if (removed != null) {
      if (!removed.names.isEmpty()) {
        throw new DirectoryNotEmptyException(path.toString());
      }
      directories.remove(path);
      return;
    }
    find(path);
    directory(path).change(new NameChange("", null, nameOf(path)));
  }

  @Override
  public synchronized void link(Path link, Path existing) throws IOException {
    enter(Operation.LINK, link);
    directory(link).change(new NameChange(nameOf(link), find(existing), null));
  }

  @Override
  public synchronized void syncDirectory(Path path) throws IOException {
    Directory directory = directories.get(path);
    if (directory == null) {
      throw new NoSuchFileException(path.toString());
    }
    try {
      enter(Operation.SYNC_DIRECTORY, path);
    } catch (IOException e) {
      directory.unsynced.clear();
      throw e;
    }
    directory.unsynced.clear();
    directory.onDisk.clear();
    directory.onDisk.putAll(directory.names);
  }

  @Override
  public synchronized @Nullable VfsLock lock(Path path) throws IOException {
    enter(Operation.LOCK, path);
    if (!locked.add(path)) {
      return null;
    }
    SimulatedFile file =
        directory(path).names.computeIfAbsent(nameOf(path), name -> new SimulatedFile(new byte[0]));
    openFiles++;
    OpenFile open = new OpenFile(path, file);
    return new VfsLock() {
      @Override
      public VfsFile file() {
        return open;
      }

      @Override
      public void close() throws IOException {
        synchronized (SimulatedVfs.this) {
          locked.remove(path);
        }
        open.close();
      }
    };
  }

  private Directory directory(Path path) throws NoSuchFileException {
    Directory directory = directories.get(directoryOf(path));
    if (directory == null) {
      throw new NoSuchFileException(String.valueOf(directoryOf(path)));
    }
    return directory;
  }

  private SimulatedFile find(Path path) {
    Directory directory = directories.get(directoryOf(path));
    SimulatedFile file = directory == null ? null : directory.names.get(nameOf(path));
    if (file == null) {
      throw new UncheckedIOException(new NoSuchFileException(path.toString()));
    }
    return file;
  }

  private static Path directoryOf(Path path) {
    Path parent = path.getParent();
    return parent == null ? Path.of("") : parent;
  }

  private static String nameOf(Path path) {
    return String.valueOf(path.getFileName());
  }

  private final class OpenFile implements VfsFile {
    private final Path path;
    private final SimulatedFile file;
    private boolean closed;

    OpenFile(Path path, SimulatedFile file) {
      this.path = path;
      this.file = file;
    }

    private void enterOpen(Operation operation) throws IOException {
      if (closed) {
        throw new IllegalStateException(path + " is closed");
      }
      enter(operation, path);
    }

    @Override
    public Path path() {
      return path;
    }

    @Override
    public long size() throws IOException {
      synchronized (SimulatedVfs.this) {
        enterOpen(Operation.SIZE);
        return file.size();
      }
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      synchronized (SimulatedVfs.this) {
        enterOpen(Operation.READ);
        return file.read(target, position);
      }
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      synchronized (SimulatedVfs.this) {
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        try {
          enterOpen(Operation.WRITE);
        } catch (IOException | OutOfMemoryError e) {
          file.write(Arrays.copyOf(bytes, bytes.length * failingWriteParts / 2), (int) position);
          failingWriteParts = 0;
          throw e;
        }
        file.write(bytes, (int) position);
      }
    }

    @Override
    public void resize(long size) throws IOException {
      synchronized (SimulatedVfs.this) {
        enterOpen(Operation.RESIZE);
        file.resize((int) size);
      }
    }

    @Override
    public void preallocate(long from, long to) throws IOException {
      synchronized (SimulatedVfs.this) {
        enterOpen(Operation.PREALLOCATE);
        file.write(new byte[(int) (to - from)], (int) from);
      }
    }

    @Override
    public void sync() throws IOException {
      synchronized (SimulatedVfs.this) {
        try {
          enterOpen(Operation.SYNC);
        } catch (IOException e) {
          file.forgetUnsynced();
          throw e;
        }
        file.sync();
      }
    }

    @Override
    public void checkName() throws IOException {
      synchronized (SimulatedVfs.this) {
        enterOpen(Operation.EXISTS);
        Directory directory = directories.get(directoryOf(path));
        if (directory == null || directory.names.get(nameOf(path)) != file) {
          throw new IOException(path + ": it was removed, renamed or replaced while it was open");
        }
      }
    }

    @Override
    public VfsMapping map(int length) throws IOException {
      synchronized (SimulatedVfs.this) {
        enterOpen(Operation.MAP);
        openMappings++;
        return new OpenMapping(file.map(length).order(ByteOrder.LITTLE_ENDIAN));
      }
    }

    @Override
    public void close() throws IOException {
      synchronized (SimulatedVfs.this) {
        if (!closed) {
          closed = true;
          openFiles--;
          enter(Operation.CLOSE, path);
        }
      }
    }
  }

  private final class OpenMapping implements VfsMapping {
    private final ByteBuffer buffer;
    private boolean closed;

    OpenMapping(ByteBuffer buffer) {
      this.buffer = buffer;
    }

    @Override
    public ByteBuffer buffer() {
      return buffer;
    }

    @Override
    public void close() {
      synchronized (SimulatedVfs.this) {
        if (closed) {
          throw new IllegalStateException("unmapped twice");
        }
        closed = true;
        openMappings--;
      }
    }
  }
}
