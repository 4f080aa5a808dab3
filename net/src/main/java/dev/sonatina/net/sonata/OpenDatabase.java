package dev.sonatina.net.sonata;

import java.util.function.Consumer;

/** {@code sonata_open_database}: database. Arriving here says that it exists. */
final class OpenDatabase implements Consumer<Invocation> {

  @Override
  public void accept(Invocation call) {
    call.succeed();
  }
}
