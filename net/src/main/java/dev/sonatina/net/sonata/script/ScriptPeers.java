package dev.sonatina.net.sonata.script;

/** Finds the providers that scripts name. */
@FunctionalInterface
public interface ScriptPeers {

  /**
   * The provider at an address.
   *
   * @throws dev.sonatina.net.sonata.backend.BackendFault when scripts may not call there
   */
  ScriptPeer peer(String address, int provider);
}
