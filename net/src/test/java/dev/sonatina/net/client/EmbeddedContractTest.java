package dev.sonatina.net.client;

import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Database;
import org.junit.jupiter.api.AfterEach;

class EmbeddedContractTest extends DatabaseContract {

  private final Database embedded = Sonatina.inMemory();

  @Override
  Database open() {
    return embedded;
  }

  @AfterEach
  void close() {
    embedded.close();
  }
}
