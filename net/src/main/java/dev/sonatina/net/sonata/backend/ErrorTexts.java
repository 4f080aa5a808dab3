package dev.sonatina.net.sonata.backend;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.SonatinaException;
import java.util.Collection;
import java.util.regex.Pattern;

/**
 * Every text that a Sonata server shows its clients, in one place: clients compare and parse them,
 * so they are kept letter by letter, the original's slips included.
 */
public final class ErrorTexts {

  public static final String INVALID_TOKEN = "Invalid security token";
  public static final String COLLECTION_MISSING = "Collection does not exist";
  public static final String COLLECTION_EXISTS = "Collection already exists";
  public static final String RECORD_MISSING = "Record does not exist";
  public static final String ERASE_FAILED = "Failed to erase record";
  public static final String RECORD_NOT_OBJECT = "Record should be an object";
  public static final String RECORDS_NOT_ARRAY = "Records should be an array";
  public static final String SOME_RECORD_NOT_OBJECT = "On of the records is not an object";
  public static final String UNQLITE_NEEDS_PATH =
      "UnQLiteBackend needs to be initialized with a path";
  public static final String UNKNOWN_MUTEX =
      "\"mutex\" should be either \"none\", \"global\", \"posix\", or \"abt\"";
  public static final String NO_FILE_TO_REMOVE = "Could not remove file: No such file or directory";
  public static final String AGGREGATOR_NEEDS_BACKEND =
      "AggregatorBackend needs to be initialized with a \"backend\" entry";
  public static final String ID_OUT_OF_RANGE = "Record id out of range";
  public static final String RECORD_ERASED = "Record has been erased";
  public static final String INVALID_ID = "Invalid record id";
  public static final String ALREADY_ERASED = "Record already erased";
  public static final String JSON_NOT_OBJECT = "JSON object is not an object";
  public static final String JSON_NOT_ARRAY = "JSON object is not an array";
  public static final String EMPTY_COLLECTION = "Empty collection";
  public static final String JSONCPP_NO_FILTER = "Function not implemented with JsonCpp backend";
  public static final String JSONCPP_NO_EXECUTE = "Function not implemented for JsonCpp backend";
  public static final String VECTOR_NO_FILTER = "Function not implemented with Vector backend";
  public static final String IDS_AND_RECORDS_DIFFER =
      "The number of ids differs from the number of records";

  public static final String DISK_FULL = "The server's disk is full; nothing was written";

  /** How the text begins when a script was ended by a limit, in the words of the language. */
  public static final String SCRIPT_LIMIT = "script exceeds the limit '";

  /** Results of other calls, which their clients have not read yet, take all there is for them. */
  public static final String OVERLOADED = "The server is overloaded; try again later";

  public static final String INTERNAL = "Internal error, see the server's log";

  private static final Pattern PLACE = Pattern.compile("^line \\d+(?:, column \\d+)?: ");

  private ErrorTexts() {}

  public static String databaseMissing(String name) {
    return "Database " + name + " not found";
  }

  public static String databaseAttached(String name) {
    return "Database " + name + " already attached";
  }

  public static String unknownType(String type) {
    return "Unknown database type " + type;
  }

  public static String fileExists(String path) {
    return "Database file " + path + " already exists";
  }

  public static String fileMissing(String path) {
    return "Database file " + path + " does not exist";
  }

  public static String cannotCreate(String path) {
    return "Could not open or create database at " + path;
  }

  static String pathTooLong(int pathBytesMax, int nameBytesMax) {
    return "Database path is too long (expected: at most "
        + pathBytesMax
        + " bytes in all and "
        + nameBytesMax
        + " in each name)";
  }

  public static String cannotOpen(String path) {
    return "Could not open database at " + path;
  }

  /** Why a database of a file cannot be made. */
  static String cannotCreate(String path, ErrorCode code) {
    return code == ErrorCode.DATABASE_EXISTS
        ? fileExists(path)
        : cannotCreate(path) + ": " + reason(code);
  }

  /** Why the database of a file cannot be opened. */
  static String cannotAttach(String path, ErrorCode code) {
    return switch (code) {
      case NO_SUCH_DATABASE -> fileMissing(path);
      case INVALID_ARGUMENT -> fileChanged(path);
      default -> cannotOpen(path) + ": " + reason(code);
    };
  }

  private static String fileChanged(String path) {
    return "Database file "
        + path
        + " was changed by another program since it was published;"
        + " say which one counts, \"prefer\":\"file\" or \"prefer\":\"store\""
        + " (the other one is kept aside)";
  }

  /** Why the file of a database, which is closed and whole, does not show it as it is. */
  static String notPublished(String path, ErrorCode code) {
    return "Database file " + path + " could not be written and is the old one: " + reason(code);
  }

  static String unknownWord(String key, Collection<String> expected) {
    return "\"" + key + "\" should be one of " + expected.stream().sorted().toList();
  }

  private static String reason(ErrorCode code) {
    return switch (code) {
      case LOCKED -> "it is in use";
      case BUSY -> "it was changed by another program meanwhile";
      case CORRUPT -> "it is damaged, see the server's log";
      case TOO_OLD, TOO_NEW -> "it was written by another version, see the server's log";
      case DISK_FULL -> "the server's disk is full";
      case MEMORY_FULL -> "databases have all the memory that they may have";
      case CANCELLED -> "the server is stopping";
      case INVALID_NAME, LIMIT_EXCEEDED -> "it holds what the file cannot, see the server's log";
      default -> "see the server's log";
    };
  }

  public static String pathOutside(String path) {
    return "Database path " + path + " is outside of the server's data directory";
  }

  /** Without a space, and sent on success too. */
  public static String collectionProbe(String collection) {
    return "Collection" + collection + " does not exist";
  }

  public static String resultTooLarge(long bytesMax) {
    return "The result has more than "
        + bytesMax
        + " bytes; ask for less, for instance with a filter on __id or with fetch_multi";
  }

  public static String tooManyRecords(int records, int recordsMax) {
    return records + " records in one call (expected: at most " + recordsMax + ")";
  }

  /** What the JSON library says of a value of the wrong type. */
  public static String wrongType(String expected, String found) {
    return "[json.exception.type_error.302] type must be " + expected + ", but is " + found;
  }

  /** What the JSON library says when a configuration is no object. */
  public static String noMembers(String found) {
    return "[json.exception.type_error.306] cannot use value() with " + found;
  }

  /**
   * What an engine's refusal looks like to a client. Texts about files are not passed on, since
   * they name paths of this host.
   */
  public static String of(SonatinaException refused, String database) {
    return switch (refused.code()) {
      case NO_SUCH_COLLECTION -> COLLECTION_MISSING;
      case COLLECTION_EXISTS -> COLLECTION_EXISTS;
      case NO_SUCH_RECORD -> RECORD_MISSING;
      case CLOSED -> databaseMissing(database);
      case SCRIPT_SYNTAX, INVALID_RECORD -> compileError(refused);
      case LOCKED -> "Database " + database + " is in use by another process";
      case READ_ONLY -> "Database " + database + " is read-only after a failed sync";
      case DISK_FULL -> DISK_FULL;
      case IO_FAILURE -> "The server could not read or write a file of database " + database;
      case CORRUPT -> "A file of database " + database + " is damaged, see the server's log";
      case TOO_OLD, TOO_NEW ->
          "Database " + database + " was written by another version, see the server's log";
      default -> refused.serverMessage();
    };
  }

  private static String compileError(SonatinaException refused) {
    String message = PLACE.matcher(refused.serverMessage()).replaceFirst("");
    return compileError(Math.max(1, refused.line()), message);
  }

  /** The form in which UnQLite reports errors of its compiler. */
  static String compileError(int line, String message) {
    return "UnQLite error: " + line + " Error: " + message + "\n";
  }
}
