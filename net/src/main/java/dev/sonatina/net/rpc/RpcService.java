package dev.sonatina.net.rpc;

import java.util.List;

/** RPCs that a server offers beside those of its databases. */
public interface RpcService {

  /** The names and argument types of all of them. */
  List<RpcSignature> signatures();

  /** Offers those that this server answers. */
  void register(RpcRouter router);
}
