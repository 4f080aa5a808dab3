package dev.sonatina.engine.vfs;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The file system of this machine.
 *
 * <p>One instance serves the process, because the operating system keeps locks per process: it
 * would grant one a second time here, and would end it as soon as this process closes any handle of
 * the lock's file. So the instance remembers which locks are held.
 */
final class LocalVfs implements Vfs {

  static final LocalVfs INSTANCE = new LocalVfs();

  private final Set<Object> locked = ConcurrentHashMap.newKeySet();
  private final FileMapper mapper = FileMapper.forThisJvm();

  private LocalVfs() {}

  @Override
  public VfsFile open(Path path, OpenMode mode) throws IOException {
    return LocalFile.open(path, mode, mapper);
  }

  @Override
  public boolean exists(Path path) {
    return Files.exists(path);
  }

  @Override
  public long lastModifiedNanos(Path path) throws IOException {
    return Files.getLastModifiedTime(path).to(TimeUnit.NANOSECONDS);
  }

  @Override
  public List<String> list(Path directory) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory)) {
      for (Path path : paths) {
        names.add(path.getFileName().toString());
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return names;
  }

  @Override
  public void createDirectories(Path directory) throws IOException {
    Files.createDirectories(directory);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(Path path) throws IOException {
    Files.delete(path);
  }

  @Override
  public void link(Path link, Path existing) throws IOException {
    Files.createLink(link, existing);
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    boolean interrupted = Thread.interrupted(); // An interrupted thread cannot use a FileChannel.
    try {
      while (true) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
          channel.force(true);
          return;
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted(); // It came meanwhile, and says nothing of the disk.
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public synchronized @Nullable VfsLock lock(Path path) throws IOException {
    Path directory = Objects.requireNonNull(path.toAbsolutePath().getParent());
    if (!Files.isWritable(directory)) {
      // The file may be there and open: whoever it is locked for fails at its first new file.
      Path named = path.getParent();
      throw new AccessDeniedException((named == null ? directory : named).toString());
    }
    Object key = identity(path);
    if (!locked.add(key)) {
      return null;
    }
    @Nullable LocalLock lock = null;
    try {
      lock = LocalLock.tryLock(path, mapper, () -> locked.remove(key));
      return lock;
    } finally {
      if (lock == null) {
        locked.remove(key);
      }
    }
  }

  /**
   * What the system knows a lock's file by, also under another name: links and mounts give it
   * several. Makes the file if need be, and opens none that is there.
   */
  private static Object identity(Path path) throws IOException {
    try {
      Files.createFile(path, LocalFile.OWNER_ONLY);
    } catch (FileAlreadyExistsException e) {
      // As mostly: it stays when the lock is given back.
    }
    Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    return key == null ? path.toRealPath() : key;
  }
}
