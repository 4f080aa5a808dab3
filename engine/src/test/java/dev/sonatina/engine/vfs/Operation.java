package dev.sonatina.engine.vfs;

/** What a {@link SimulatedVfs} was asked to do. */
public enum Operation {
  OPEN,
  CREATE,
  EXISTS,
  LIST,
  CREATE_DIRECTORIES,
  RENAME,
  DELETE,
  LINK,
  SYNC_DIRECTORY,
  LOCK,
  SIZE,
  READ,
  WRITE,
  RESIZE,
  PREALLOCATE,
  SYNC,
  MAP,
  CLOSE;

  /** Whether it changes what a crash may leave behind. */
  public boolean changesDisk() {
    return switch (this) {
      case CREATE, RENAME, DELETE, LINK, SYNC_DIRECTORY, WRITE, RESIZE, PREALLOCATE, SYNC -> true;
      default -> false;
    };
  }
}
