package dev.sonatina.net.rpc;

import dev.sonatina.net.protocol.mercury.ArgumentLayouts;
import dev.sonatina.net.protocol.mercury.RpcId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every RPC that a server knows, found by ids of both generations. Immutable. */
public final class RpcTable implements ArgumentLayouts {

  private final Map<Integer, RpcSignature> byHash = new HashMap<>();
  private final Map<Integer, RpcSignature> byShortHash = new HashMap<>();

  /**
   * A table of these RPCs.
   *
   * @throws IllegalArgumentException when ids of two names cannot be told apart
   */
  public RpcTable(Collection<RpcSignature> signatures) {
    for (RpcSignature signature : signatures) {
      int hash = RpcId.hash(signature.name());
      boolean clash =
          byHash.put(hash, signature) != null || byShortHash.put(hash & 0xffff, signature) != null;
      if (clash) {
        throw new IllegalArgumentException("two RPCs with the id of " + signature.name());
      }
    }
  }

  /** The RPC that an id names, null when it is not known here. */
  public @Nullable RpcSignature find(RpcId id) {
    return id.isOld() ? byShortHash.get(id.shortHash()) : byHash.get(id.hash());
  }

  @Override
  public @Nullable Layout layout(RpcId id) {
    RpcSignature signature = find(id);
    return signature == null ? null : signature.arguments();
  }
}
