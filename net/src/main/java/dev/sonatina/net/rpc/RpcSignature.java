package dev.sonatina.net.rpc;

import dev.sonatina.net.protocol.thallium.ArgumentList;
import dev.sonatina.net.protocol.thallium.ValueType;

/** An RPC's name and the types of its arguments. */
public record RpcSignature(String name, ArgumentList arguments) {

  public static RpcSignature of(String name, ValueType... arguments) {
    return new RpcSignature(name, ArgumentList.of(arguments));
  }
}
