package dev.sonatina.net.sonata.script;

import dev.sonatina.engine.api.Cancellation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A provider as scripts see it, of this server or of another one. Every method may throw {@link
 * dev.sonatina.net.sonata.backend.BackendFault} with the text that the script prints.
 */
public interface ScriptPeer {

  void createDatabase(String name, String type, String config, String token);

  void attachDatabase(String name, String type, String config, String token);

  void detachDatabase(String name, String token);

  void destroyDatabase(String name, String token);

  void createCollection(String database, String collection);

  boolean hasCollection(String database, String collection);

  void dropCollection(String database, String collection);

  /** Runs a script and returns the variables asked for, as texts. */
  Map<String, byte[]> execute(
      String database, String code, Set<String> variables, Cancellation cancellation);

  long store(String database, String collection, byte[] record);

  byte[] fetch(String database, String collection, long id);

  List<byte[]> filter(
      String database, String collection, String function, Cancellation cancellation);

  void update(String database, String collection, long id, byte[] record);

  List<byte[]> all(String database, String collection);

  long lastId(String database, String collection);

  long size(String database, String collection);

  void erase(String database, String collection, long id);
}
