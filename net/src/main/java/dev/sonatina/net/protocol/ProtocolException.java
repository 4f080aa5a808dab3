package dev.sonatina.net.protocol;

/**
 * Bytes that are not the protocol, or larger than this side accepts.
 *
 * <p>Thrown before memory is reserved for what the bytes announce. The message is one line for the
 * log; no peer ever sees it.
 */
public final class ProtocolException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  // Peers cause these at will and the place in our code says nothing: no stack trace is taken.
  public ProtocolException(String message) {
    super(message, null, false, false);
  }
}
