package dev.sonatina.net.protocol.mercury;

import java.nio.charset.StandardCharsets;

/**
 * The 64 bits that name an RPC and the provider it is meant for, in one of two generations.
 *
 * <pre>
 *   current:  hash of the name (32)                          | 0 (16) | provider (16)
 *   old:      0 (32)              | low half of the hash (16)         | provider (16)
 * </pre>
 *
 * An id whose upper half is zero is an old one.
 */
public record RpcId(long bits) {

  /** Margo's own RPCs carry this provider id, or 0 in old generations. */
  public static final int NO_PROVIDER = 0xffff;

  /** The id that clients send since Mercury 2.3. */
  public static RpcId of(String rpcName, int provider) {
    return new RpcId((hash(rpcName) & 0xffff_ffffL) << 32 | provider);
  }

  /** The id that clients sent before Mercury 2.3. */
  public static RpcId old(String rpcName, int provider) {
    return new RpcId((hash(rpcName) & 0xffffL) << 16 | provider);
  }

  public boolean isOld() {
    return bits >>> 32 == 0;
  }

  public int provider() {
    return (int) (bits & 0xffff);
  }

  /** The whole hash of the name; only meaningful when not {@link #isOld()}. */
  public int hash() {
    return (int) (bits >>> 32);
  }

  /** The low half of the hash; only meaningful when {@link #isOld()}. */
  public int shortHash() {
    return (int) (bits >>> 16) & 0xffff;
  }

  @Override
  public String toString() {
    return String.format("%016x", bits);
  }

  // Bob Jenkins' hash of 1996 in the variant of uthash: blocks of twelve bytes go into a, b and c
  // four at a time, little-endian; of the rest, bytes 8 to 10 go into c above its lowest byte,
  // where
  // the length is.
  /** Hash of an RPC's name. */
  public static int hash(String rpcName) {
    byte[] key = rpcName.getBytes(StandardCharsets.UTF_8);
    int[] state = {0x9e3779b9, 0x9e3779b9, 0xfeedbeef};
    int at = 0;
    for (; key.length - at >= 12; at += 12) {
      for (int i = 0; i < 12; i++) {
        state[i / 4] += (key[at + i] & 0xff) << (8 * (i % 4));
      }
      mix(state);
    }
    state[2] += key.length;
    for (int i = 0; at + i < key.length; i++) {
      int shift = i < 8 ? 8 * (i % 4) : 8 * (i - 7);
      state[i / 4] += (key[at + i] & 0xff) << shift;
    }
    mix(state);
    return state[2];
  }

  private static void mix(int[] state) {
    int a = state[0];
    int b = state[1];
    int c = state[2];
    a = (a - b - c) ^ (c >>> 13);
    b = (b - c - a) ^ (a << 8);
    c = (c - a - b) ^ (b >>> 13);
    a = (a - b - c) ^ (c >>> 12);
    b = (b - c - a) ^ (a << 16);
    c = (c - a - b) ^ (b >>> 5);
    a = (a - b - c) ^ (c >>> 3);
    b = (b - c - a) ^ (a << 10);
    c = (c - a - b) ^ (b >>> 15);
    state[0] = a;
    state[1] = b;
    state[2] = c;
  }
}
