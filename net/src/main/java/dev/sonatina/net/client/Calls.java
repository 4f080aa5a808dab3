package dev.sonatina.net.client;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.net.protocol.ByteSlice;
import dev.sonatina.net.protocol.ProtocolException;
import dev.sonatina.net.protocol.thallium.ThalliumReader;
import dev.sonatina.net.protocol.thallium.ThalliumWriter;
import dev.sonatina.net.sonata.SonataRpc;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** Calls Sonata's RPCs on one provider and reads their results. Safe for every thread. */
final class Calls {

  private final RpcClient client;
  private final int provider;

  Calls(RpcClient client, int provider) {
    this.client = client;
    this.provider = provider;
  }

  ClientOptions options() {
    return client.options();
  }

  @Override
  public String toString() {
    return client.address() + "/" + provider;
  }

  /** An RPC whose value follows a success and an error. */
  <T> CompletableFuture<T> call(
      SonataRpc rpc, ThalliumWriter arguments, Function<ThalliumReader, T> value) {
    return send(rpc, arguments)
        .thenApply(
            in -> {
              boolean success = in.readBool();
              String error = in.readString();
              if (!success) {
                throw ClientErrors.refused(rpc, error);
              }
              return value.apply(in);
            });
  }

  /** An RPC whose value is a string, which is the error if there is one. */
  CompletableFuture<byte[]> callForString(SonataRpc rpc, ThalliumWriter arguments) {
    return send(rpc, arguments)
        .thenApply(
            in -> {
              if (!in.readBool()) {
                throw ClientErrors.refused(rpc, in.readString());
              }
              return in.readBytes();
            });
  }

  /** An RPC that succeeds or not, and says nothing else. */
  CompletableFuture<Void> callForNothing(SonataRpc rpc, ThalliumWriter arguments) {
    return this.<Object>call(rpc, arguments, in -> "").thenAccept(done -> {});
  }

  private CompletableFuture<ThalliumReader> send(SonataRpc rpc, ThalliumWriter arguments) {
    CompletableFuture<ByteSlice> sent =
        client.call(rpc.signature().name(), provider, arguments.toSlice());
    return sent.thenApply(ThalliumReader::new);
  }

  /**
   * Waits for a call.
   *
   * @throws SonatinaException what the call ended with
   * @throws IllegalStateException on the connection's own thread, which would wait for itself
   */
  <T> T await(CompletableFuture<T> call) {
    if (client.isOwnThread() && !call.isDone()) {
      throw new IllegalStateException(
          "this thread reads the answers and must not wait for one; use the call's Async form");
    }
    try {
      return call.join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof SonatinaException refused) {
        refused.fillInStackTrace();
        throw refused;
      }
      if (cause instanceof ProtocolException) {
        throw new SonatinaException(
            ErrorCode.PROTOCOL,
            "the answer is not what was expected: " + cause.getMessage(),
            cause);
      }
      throw e;
    }
  }
}
