package dev.sonatina.net.server;

import dev.sonatina.net.sonata.SonataProvider;
import dev.sonatina.net.sonata.backend.BackendFault;
import dev.sonatina.net.sonata.script.ScriptPeer;
import dev.sonatina.net.sonata.script.ScriptPeers;
import dev.sonatina.net.transport.FabricAddress;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Where scripts of a server may call: the server itself, and others only when its operator named
 * them.
 *
 * @param self this server's address, which is known once it listens
 * @param allowed {@code HOST:PORT} of other servers, or {@code *} for any
 */
record ServerPeers(
    Supplier<FabricAddress> self, List<SonataProvider> providers, Set<String> allowed)
    implements ScriptPeers {

  @Override
  public ScriptPeer peer(String address, int provider) {
    FabricAddress target;
    try {
      target = FabricAddress.parse(address);
    } catch (IllegalArgumentException e) {
      throw new BackendFault("Invalid address " + address);
    }
    FabricAddress own = self.get();
    if (target.host().equals(own.host()) && target.port() == own.port()) {
      if (provider >= providers.size()) {
        throw new BackendFault("This server has no provider " + provider);
      }
      return providers.get(provider).scriptPeer();
    }
    if (!allowed.contains("*") && !allowed.contains(target.host() + ":" + target.port())) {
      throw new BackendFault("This server does not let scripts call " + address);
    }
    return new RemotePeer(address, provider);
  }
}
