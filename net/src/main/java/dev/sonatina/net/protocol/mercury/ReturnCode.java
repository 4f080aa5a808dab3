package dev.sonatina.net.protocol.mercury;

/** Mercury's return codes, as far as a server sends them. */
public final class ReturnCode {

  public static final int SUCCESS = 0;

  /** No such RPC, or no such provider; clients throw with {@code HG_NOENTRY}. */
  public static final int NO_ENTRY = 2;

  public static final int NO_MEMORY = 5;
  public static final int INVALID_ARGUMENT = 11;
  public static final int PROTOCOL_ERROR = 12;
  public static final int MESSAGE_SIZE = 14;

  private static final String[] NAMES = {
    "HG_SUCCESS",
    "HG_PERMISSION",
    "HG_NOENTRY",
    "HG_INTERRUPT",
    "HG_AGAIN",
    "HG_NOMEM",
    "HG_ACCESS",
    "HG_FAULT",
    "HG_BUSY",
    "HG_EXIST",
    "HG_NODEV",
    "HG_INVALID_ARG",
    "HG_PROTOCOL_ERROR",
    "HG_OVERFLOW",
    "HG_MSGSIZE",
    "HG_PROTONOSUPPORT",
    "HG_OPNOTSUPPORTED"
  };

  private ReturnCode() {}

  /** Mercury's own name of a code. */
  public static String name(int code) {
    return code >= 0 && code < NAMES.length ? NAMES[code] : "code " + code;
  }
}
