package dev.sonatina.net.protocol.thallium;

/** The types of values that RPCs take as arguments. */
public enum ValueType {
  BOOL,
  I32,
  U64,
  STRING,
  STRING_LIST,
  U64_LIST,
  /** A record or an array of records, in either {@link JsonGeneration}. */
  JSON;

  /** Reads one value and forgets it. */
  void skip(ThalliumReader in) {
    switch (this) {
      case BOOL -> in.readBool();
      case I32 -> in.readI32();
      case U64 -> in.readU64();
      case STRING -> in.skipString();
      case STRING_LIST -> in.skipStringList();
      case U64_LIST -> in.skipU64List();
      case JSON -> in.readJson();
    }
  }
}
