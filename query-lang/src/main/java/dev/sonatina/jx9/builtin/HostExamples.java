package dev.sonatina.jx9.builtin;

/**
 * The examples of the functions that reach the host. They work in the current directory, on files
 * that they make.
 */
final class HostExamples {
  private static final String NOTE = "file_put_contents(\"note.txt\", \"one\\ntwo\\n\"); ";
  private static final String OPEN = "$f = fopen(\"note.txt\", \"w+\"); ";

  private HostExamples() {}

  static void add(Definitions functions) {
    files(functions);
    streams(functions);
    contents(functions);
    system(functions);
  }

  private static void files(Definitions functions) {
    functions
        .example("file_exists", "file_exists(\"no such file\")", "false")
        .example("is_file", NOTE + "print is_file(\"note.txt\"), is_file(\".\");", "truefalse")
        .example("is_dir", "is_dir(\".\")", "true")
        .example("is_link", NOTE + "print is_link(\"note.txt\");", "false")
        .example("is_readable", NOTE + "print is_readable(\"note.txt\");", "true")
        .example("is_writable", NOTE + "print is_writable(\"note.txt\");", "true")
        .example("is_executable", NOTE + "print is_executable(\"note.txt\");", "false")
        .example("filesize", NOTE + "print filesize(\"note.txt\");", "8")
        .example("fileatime", NOTE + "print fileatime(\"note.txt\") > 1700000000;", "true")
        .example("filemtime", NOTE + "print filemtime(\"note.txt\") > 1700000000;", "true")
        .example("filectime", NOTE + "print filectime(\"note.txt\") > 1700000000;", "true")
        .example("disk_free_space", "disk_free_space(\".\") >= 0", "true")
        .example("disk_total_space", "disk_total_space(\".\") > 0", "true")
        .example("rmdir", "mkdir(\"made\"); print rmdir(\"made\"), is_dir(\"made\");", "truefalse")
        .example(
            "delete", NOTE + "print delete(\"note.txt\"), file_exists(\"note.txt\");", "truefalse")
        .example(
            "unlink", NOTE + "print unlink(\"note.txt\"), file_exists(\"note.txt\");", "truefalse")
        .example("mkdir", "print mkdir(\"made\"), is_dir(\"made\"); rmdir(\"made\");", "truetrue")
        .example(
            "rename",
            NOTE + "print rename(\"note.txt\", \"other.txt\"), file_exists(\"other.txt\");",
            "truetrue")
        .example(
            "copy",
            NOTE + "print copy(\"note.txt\", \"other.txt\"), filesize(\"other.txt\");",
            "true8")
        .example(
            "link",
            NOTE
                + "print link(\"note.txt\", \"same.txt\"), filesize(\"same.txt\");"
                + " unlink(\"same.txt\");",
            "true8")
        .example(
            "symlink",
            NOTE
                + "print symlink(\"note.txt\", \"link.txt\"), is_link(\"link.txt\");"
                + " unlink(\"link.txt\");",
            "truetrue")
        .example(
            "touch",
            "print touch(\"new.txt\", 1700000000), filemtime(\"new.txt\");",
            "true1700000000")
        .example("chmod", NOTE + "print chmod(\"note.txt\", 0600);", "true")
        .example("chown", "chown(\"no such file\", 0)", "false")
        .example("chgrp", "chgrp(\"no such file\", 0)", "false")
        .example("realpath", "realpath(\"no such file\")", "false")
        .example("filetype", "filetype(\".\")", "dir")
        .example("stat", NOTE + "$s = stat(\"note.txt\"); print $s.size;", "8")
        .example("lstat", NOTE + "$s = lstat(\"note.txt\"); print $s.size;", "8");
  }

  private static void streams(Definitions functions) {
    functions
        .example("fopen", "fopen(\"no such file\", \"r\")", "false")
        .example("fclose", OPEN + "print fclose($f);", "true")
        .example("feof", OPEN + "print feof($f);", "true")
        .example("fread", OPEN + "fwrite($f, \"abc\"); rewind($f); print fread($f, 2);", "ab")
        .example("fgetc", OPEN + "fwrite($f, \"abc\"); rewind($f); print fgetc($f);", "a")
        .example("fgets", OPEN + "fwrite($f, \"a\\nb\\n\"); rewind($f); print fgets($f);", "a\n")
        .example(
            "fgetss", OPEN + "fwrite($f, \"<b>a</b>\\n\"); rewind($f); print fgetss($f);", "a\n")
        .example(
            "fgetcsv",
            OPEN + "fwrite($f, \"a,b\\n\"); rewind($f); print fgetcsv($f);",
            "[\"a\",\"b\"]")
        .example("fputs", OPEN + "print fputs($f, \"abc\");", "3")
        .example("fwrite", OPEN + "print fwrite($f, \"abc\");", "3")
        .example(
            "fputcsv",
            OPEN
                + "$row = [\"a\", \"b c\"]; fputcsv($f, $row); fclose($f); readfile(\"note.txt\");",
            "a,b c\n")
        .example("fprintf", OPEN + "print fprintf($f, \"%03d\", 7);", "3")
        .example("vfprintf", OPEN + "$v = [7]; print vfprintf($f, \"%03d\", $v);", "3")
        .example("ftell", OPEN + "fwrite($f, \"abc\"); print ftell($f);", "3")
        .example("fseek", OPEN + "fwrite($f, \"abc\"); print fseek($f, 1), fgetc($f);", "0b")
        .example("rewind", OPEN + "fwrite($f, \"abc\"); rewind($f); print ftell($f);", "0")
        .example(
            "ftruncate",
            OPEN + "fwrite($f, \"abc\"); print ftruncate($f, 1), filesize(\"note.txt\");",
            "true1")
        .example(
            "fflush",
            OPEN + "fwrite($f, \"abc\"); print fflush($f), filesize(\"note.txt\");",
            "true3")
        .example("flock", OPEN + "print flock($f, LOCK_SH), flock($f, LOCK_UN);", "truetrue")
        .example("fstat", OPEN + "fwrite($f, \"abc\"); $s = fstat($f); print $s.size;", "3")
        .example(
            "fpassthru", OPEN + "fwrite($f, \"abc\"); rewind($f); print fpassthru($f);", "abc3");
  }

  private static void contents(Definitions functions) {
    functions
        .example(
            "file_get_contents", NOTE + "print file_get_contents(\"note.txt\", 0, 0, 4, 3);", "two")
        .example("file_put_contents", "file_put_contents(\"note.txt\", \"text\")", "4")
        .example("file", NOTE + "print file(\"note.txt\", FILE_IGN_NL);", "[\"one\",\"two\"]")
        .example("readfile", NOTE + "print readfile(\"note.txt\");", "one\ntwo\n8")
        .example(
            "md5_file",
            "file_put_contents(\"note.txt\", \"a\"); print md5_file(\"note.txt\");",
            "0cc175b9c0f1b6a831c399e269772661")
        .example(
            "sha1_file",
            "file_put_contents(\"note.txt\", \"a\"); print sha1_file(\"note.txt\");",
            "86f7e437faa5a7fce15d1ddcb9eaeaea377667b8")
        .example(
            "parse_ini_file",
            "file_put_contents(\"my.ini\", \"a = 1\"); print parse_ini_file(\"my.ini\");",
            "{\"a\":\"1\"}")
        .example("opendir", "opendir(\"no such directory\")", "false")
        .example(
            "readdir",
            "mkdir(\"made\"); touch(\"made/x\"); $d = opendir(\"made\"); while (($n = readdir($d))"
                + " !== false) { if ($n == \"x\") { print $n; } }",
            "x")
        .example(
            "rewinddir",
            "$d = opendir(\".\"); $a = readdir($d); rewinddir($d); print readdir($d) == $a;",
            "true")
        .example("closedir", "$d = opendir(\".\"); closedir($d); print gettype($d);", "resource")
        .example(
            "scandir",
            "mkdir(\"made\"); touch(\"made/x\"); print in_array(\"x\", scandir(\"made\"));",
            "true")
        .example("glob", NOTE + "print in_array(\"note.txt\", glob(\"./*.txt\"));", "true")
        .example("tmpfile", "$f = tmpfile(); print fwrite($f, \"abc\");", "3")
        .example("tempnam", "print strlen(basename(tempnam(\"/tmp\", \"my\"))) > 2;", "true");
  }

  private static void system(Definitions functions) {
    functions
        .example("chdir", "mkdir(\"made\"); print chdir(\"made\"), basename(getcwd());", "truemade")
        .example("chroot", "chroot(\"/tmp\")", "false")
        .example("getcwd", "is_dir(getcwd())", "true")
        .example("getenv", "getenv(\"NO_SUCH_VARIABLE\")", "false")
        .example("setenv", "setenv(\"MINE=1\"); print getenv(\"MINE\");", "1")
        .example("putenv", "putenv(\"MINE=1\"); print getenv(\"MINE\");", "1")
        .example("sys_get_temp_dir", "is_dir(sys_get_temp_dir())", "true")
        .example("get_current_user", "is_string(get_current_user())", "true")
        .example("getpid", "getpid() > 0", "true")
        .example("getuid", "getuid() >= 0", "true")
        .example("getgid", "getgid() >= 0", "true")
        .example("umask", "umask()", "18")
        .example("uname", "strlen(uname(\"s\")) > 0", "true")
        .example("sleep", "sleep(0)", "0")
        .example("usleep", "usleep(0); print \"done\";", "done")
        .example(
            "include",
            "file_put_contents(\"lib.jx9\", \"return 6 * 7;\"); print include(\"lib.jx9\");",
            "42")
        .example(
            "import",
            "file_put_contents(\"lib.jx9\", \"print 1;\"); import(\"lib.jx9\");"
                + " import(\"lib.jx9\");",
            "1");
  }
}
