package dev.sonatina.net.client;

import java.time.Duration;

/**
 * How a client behaves; immutable.
 *
 * <pre>{@code
 * ClientOptions.defaults().withDeadline(Duration.ofSeconds(5)).withSecurityToken(token)
 * }</pre>
 *
 * @param deadline what a call may take, connecting included (30 s); the call's outcome is unknown
 *     when it is exceeded
 * @param securityToken what admin calls bring along (empty)
 * @param resultBytesMax the largest result that is read (1 GiB, or a quarter of the heap)
 * @param returnCodeForOldIds whether servers with Mercury 2.1 or 2.2 answer with Margo's return
 *     code, which nothing they send tells (yes); those with Margo 0.9.6 to 0.9.9 do not
 */
public record ClientOptions(
    Duration deadline, String securityToken, int resultBytesMax, boolean returnCodeForOldIds) {

  /** The defaults for this heap. */
  public static ClientOptions defaults() {
    int result = (int) Math.min(1L << 30, Runtime.getRuntime().maxMemory() / 4);
    return new ClientOptions(Duration.ofSeconds(30), "", result, true);
  }

  public ClientOptions withDeadline(Duration value) {
    return new ClientOptions(value, securityToken, resultBytesMax, returnCodeForOldIds);
  }

  public ClientOptions withSecurityToken(String value) {
    return new ClientOptions(deadline, value, resultBytesMax, returnCodeForOldIds);
  }

  public ClientOptions withResultBytesMax(int value) {
    return new ClientOptions(deadline, securityToken, value, returnCodeForOldIds);
  }

  public ClientOptions withReturnCodeForOldIds(boolean value) {
    return new ClientOptions(deadline, securityToken, resultBytesMax, value);
  }

  /** The token is a secret. */
  @Override
  public String toString() {
    return "ClientOptions[deadline=" + deadline + "]";
  }
}
