package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import dev.sonatina.jx9.value.ValueType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32;

/** The optional digests and checksums. */
final class HashFunctions {
  /** How many bytes a digest takes in between two looks at the meter. */
  private static final int DIGEST_STEP = 1 << 16;

  private HashFunctions() {}

  static void define(Definitions functions) {
    functions
        .topic("hash")
        .function(
            "md5(s [, isRaw])",
            "The MD5 digest in hexadecimal, or as bytes if isRaw is true; empty for an empty string.",
            "md5(\"abc\")",
            "900150983cd24fb0d6963f7d28e17f72",
            (context, arguments) -> digest(context, arguments, "MD5"))
        .function(
            "sha1(s [, isRaw])",
            "The SHA-1 digest, likewise.",
            "sha1(\"abc\")",
            "a9993e364706816aba3e25717850c26c9cd0d89d",
            (context, arguments) -> digest(context, arguments, "SHA-1"))
        .function(
            "crc32(s)",
            "The CRC-32 checksum as a non-negative int.",
            "crc32(\"abc\")",
            "891568578",
            HashFunctions::crc32);
  }

  private static Value digest(CallContext context, Value[] arguments, String algorithm) {
    StringValue text = Arguments.text(context, arguments, 0, StringValue.EMPTY);
    if (text.isEmpty()) {
      return StringValue.EMPTY;
    }
    boolean isRaw = Arguments.isType(arguments, 1, ValueType.BOOL) && Arguments.flag(arguments, 1);
    return digest(context, text, algorithm, isRaw);
  }

  /** The digest of {@code text} in hexadecimal, or as bytes. */
  static StringValue digest(
      CallContext context, StringValue text, String algorithm, boolean isRaw) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
    for (int at = 0; at < text.length(); at += DIGEST_STEP) {
      int count = Math.min(DIGEST_STEP, text.length() - at);
      context.meter().step(1 + (count >> 4));
      digest.update(text.array(), at, count);
    }
    StringValue bytes = StringValue.wrap(digest.digest());
    return isRaw ? bytes : EncodingFunctions.hexadecimal(context, bytes);
  }

  private static Value crc32(CallContext context, Value[] arguments) {
    StringValue text = Arguments.text(context, arguments, 0, StringValue.EMPTY);
    Arguments.scan(context, text.length());
    CRC32 sum = new CRC32();
    sum.update(text.array(), 0, text.length());
    return IntValue.of(sum.getValue());
  }
}
