package dev.sonatina.engine.api;

/** What an acknowledged write survives. */
public enum Durability {
  /**
   * The bytes are with the operating system: a killed process keeps them, a power cut may lose them
   * until the next commit.
   */
  DEFERRED,
  /** The bytes, and everything acknowledged before them, are synced to the disk. */
  COMMITTED
}
