package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.function.Library;
import dev.sonatina.jx9.value.ByteBuilder;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;

/** The constants every script has. */
final class StandardConstants {
  private StandardConstants() {}

  static void define(Library.Builder library) {
    engine(library);
    ints(
        library,
        "E_ERROR 1 E_WARNING 2 E_PARSE 4 E_NOTICE 8 CASE_LOWER 0 CASE_UPPER 1 STR_PAD_LEFT 0"
            + " STR_PAD_RIGHT 1 STR_PAD_BOTH 2 COUNT_NORMAL 0 COUNT_RECURSIVE 1 SORT_ASC 1"
            + " SORT_DESC 2 SORT_REGULAR 3 SORT_NUMERIC 4 SORT_STRING 5 JX9_ROUND_HALF_UP 1"
            + " JX9_ROUND_HALF_DOWN 2 JX9_ROUND_HALF_EVEN 3 JX9_ROUND_HALF_ODD 4");
    ints(
        library,
        "EXTR_OVERWRITE 1 EXTR_SKIP 2 EXTR_PREFIX_SAME 4 EXTR_PREFIX_ALL 8 EXTR_PREFIX_INVALID 16"
            + " EXTR_IF_EXISTS 32 EXTR_PREFIX_IF_EXISTS 64");
    ints(
        library,
        "ENT_COMPAT 1 ENT_QUOTES 2 ENT_NOQUOTES 4 ENT_IGNORE 8 ENT_SUBSTITUTE 16 ENT_DISALLOWED 32"
            + " ENT_HTML401 64 ENT_XML1 128 ENT_XHTML 256 ENT_HTML5 512 ISO-8859-1 1 ISO_8859_1 1"
            + " UTF-8 1 UTF8 1 HTML_ENTITIES 1 HTML_SPECIALCHARS 2");
    ints(
        library,
        "JX9_URL_SCHEME 1 JX9_URL_HOST 2 JX9_URL_PORT 3 JX9_URL_USER 4 JX9_URL_PASS 5"
            + " JX9_URL_PATH 6 JX9_URL_QUERY 7 JX9_URL_FRAGMENT 8 JX9_QUERY_RFC1738 1"
            + " JX9_QUERY_RFC3986 2 FNM_NOESCAPE 1 FNM_PATHNAME 2 FNM_PERIOD 4 FNM_CASEFOLD 8"
            + " PATHINFO_DIRNAME 1 PATHINFO_BASENAME 2 PATHINFO_EXTENSION 3 PATHINFO_FILENAME 4");
    ints(
        library,
        "SEEK_SET 0 SEEK_CUR 1 SEEK_END 2 LOCK_SH 1 LOCK_EX 1 LOCK_NB 5 LOCK_UN 0"
            + " FILE_USE_INC_PATH 1 FILE_IGN_NL 2 FILE_SKIP_EL 4 FILE_APPEND 8 SCANDIR_SORT_ASC 0"
            + " SCANDIR_SORT_DESC 1 SCANDIR_SORT_NONE 2 GLOB_MARK 1 GLOB_NOSORT 2 GLOB_NOCHECK 4"
            + " GLOB_NOESCAPE 8 GLOB_BRACE 16 GLOB_ONLYDIR 32 GLOB_ERR 64");
    ints(
        library,
        "ASSERT_ACTIVE 1 ASSERT_WARNING 2 ASSERT_BAIL 4 ASSERT_QUIET_EVAL 8 ASSERT_CALLBACK 16"
            + " INI_SCANNER_NORMAL 1 INI_SCANNER_RAW 2");
    dates(library);
  }

  private static void engine(Library.Builder library) {
    for (String name : new String[] {"JX9_VERSION", "JX9_ENGINE", "__JX9__"}) {
      text(library, name, "Jx9/1.7.2");
    }
    text(library, "JX9_OS", "Linux");
    text(library, "__OS__", "Linux");
    text(library, "JX9_EOL", "\n");
    library.constant("JX9_INT_MAX", IntValue.of(Long.MAX_VALUE));
    library.constant("MAXINT", IntValue.of(Long.MAX_VALUE));
    library.constant("JX9_INT_SIZE", IntValue.of(8));
    text(library, "PATH_SEPARATOR", ":");
    text(library, "DIRECTORY_SEPARATOR", "/");
    text(library, "DIR_SEP", "/");
    text(library, "__FILE__", ":MEMORY:");
    text(library, "__DIR__", ":MEMORY:");
    StringValue clock = StringValue.of("H:i:s");
    StringValue day = StringValue.of("Y-m-d");
    library.constant("__TIME__", context -> now(context, clock));
    library.constant("__DATE__", context -> now(context, day));
  }

  private static Value now(CallContext context, StringValue format) {
    long seconds = context.clock().instant().getEpochSecond();
    ByteBuilder out = new ByteBuilder();
    CalendarTime time = CalendarTime.of(seconds, context.clock().getZone());
    new DateFormatter(time, seconds, out).date(format);
    return out.finish();
  }

  private static void dates(Library.Builder library) {
    String isoExtended = "Y-m-d\\TH:i:sP";
    text(library, "DATE_ATOM", isoExtended);
    text(library, "DATE_RFC3339", isoExtended);
    text(library, "DATE_W3C", isoExtended);
    text(library, "DATE_ISO8601", "Y-m-d\\TH:i:sO");
    text(library, "DATE_COOKIE", "l, d-M-y H:i:s T");
    text(library, "DATE_RFC850", "l, d-M-y H:i:s T");
    text(library, "DATE_RFC822", "D, d M y H:i:s O");
    text(library, "DATE_RFC1036", "D, d M y H:i:s O");
    text(library, "DATE_RFC1123", "D, d M Y H:i:s O");
    text(library, "DATE_RFC2822", "D, d M Y H:i:s O");
    text(library, "DATE_RSS", "D, d M Y H:i:s O");
  }

  private static void text(Library.Builder library, String name, String value) {
    library.constant(name, StringValue.of(value));
  }

  /** Adds int constants from a list of names and values. */
  private static void ints(Library.Builder library, String list) {
    String[] words = list.split(" ", -1);
    for (int i = 0; i < words.length; i += 2) {
      library.constant(words[i], IntValue.of(Long.parseLong(words[i + 1])));
    }
  }
}
