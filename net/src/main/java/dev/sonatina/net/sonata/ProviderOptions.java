package dev.sonatina.net.sonata;

import dev.sonatina.engine.api.HeapBudget;
import dev.sonatina.net.protocol.thallium.JsonGeneration;
import dev.sonatina.net.rpc.RpcCall;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * How a provider behaves.
 *
 * @param securityToken what admin calls have to bring; empty accepts any
 * @param laxToken whether detach and list do without it, as in the original
 * @param jsonGeneration the generation of JSON for clients that have not sent any
 * @param resultBytesMax size of one result
 * @param recordsMax records, or ids of them, that one call may bring
 * @param heapBudget what databases take of the heap together
 */
public record ProviderOptions(
    String securityToken,
    boolean laxToken,
    JsonGeneration jsonGeneration,
    long resultBytesMax,
    int recordsMax,
    HeapBudget heapBudget) {

  JsonGeneration jsonGenerationOf(RpcCall call) {
    JsonGeneration seen = call.connection().jsonGeneration();
    return seen == null ? jsonGeneration : seen;
  }

  /** Whether an admin call may go on; takes as long whatever the token. */
  boolean accepts(String token) {
    return securityToken.isEmpty()
        || MessageDigest.isEqual(
            securityToken.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  /** The token is a secret. */
  @Override
  public String toString() {
    return "ProviderOptions[jsonGeneration=" + jsonGeneration + "]";
  }
}
