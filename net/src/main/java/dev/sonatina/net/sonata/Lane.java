package dev.sonatina.net.sonata;

/** In which of a database's lanes a call runs. */
enum Lane {
  WRITE,
  READ,
  SCRIPT
}
