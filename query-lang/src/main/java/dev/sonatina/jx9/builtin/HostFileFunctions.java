package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.function.NativeFunction;
import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Questions about files and directories, and changes to them. */
final class HostFileFunctions {
  /** Something done to a path that may fail. */
  @FunctionalInterface
  private interface FileAction {
    void run(Path path) throws IOException;
  }

  /** A number known about a path. */
  @FunctionalInterface
  private interface FileNumber {
    long of(Path path) throws IOException;
  }

  private HostFileFunctions() {}

  static void define(Definitions functions) {
    functions.topic("host files");
    question(functions, "file_exists", "Whether the path exists.", Files::exists);
    question(functions, "is_file", "Whether the path is a regular file.", Files::isRegularFile);
    question(functions, "is_dir", "Whether the path is a directory.", Files::isDirectory);
    question(functions, "is_link", "Whether the path is a symbolic link.", Files::isSymbolicLink);
    question(functions, "is_readable", "Whether the path can be read.", Files::isReadable);
    question(functions, "is_writable", "Whether the path can be written.", Files::isWritable);
    question(functions, "is_executable", "Whether the path can be executed.", Files::isExecutable);
    number(functions, "filesize", "The size in bytes.", Files::size);
    number(
        functions,
        "fileatime",
        "The time of the last access.",
        path -> seconds(attributes(path).lastAccessTime()));
    number(
        functions,
        "filemtime",
        "The time of the last change.",
        path -> seconds(attributes(path).lastModifiedTime()));
    number(
        functions,
        "filectime",
        "The time of the last change, of the attributes too.",
        path -> number(Files.getAttribute(path, "unix:ctime")));
    number(
        functions,
        "disk_free_space",
        "The free bytes of the disk.",
        path -> Files.getFileStore(path).getUsableSpace());
    number(
        functions,
        "disk_total_space",
        "The bytes of the disk.",
        path -> Files.getFileStore(path).getTotalSpace());
    action(
        functions,
        "rmdir(path)",
        "Removes an empty directory.",
        HostFileFunctions::removeDirectory);
    action(functions, "unlink(path)", "Removes a file.", HostFileFunctions::removeFile);
    functions
        .alias("delete", "unlink")
        .function(
            "mkdir(path [, mode [, isRecursive]])",
            "Makes a directory.",
            "",
            "",
            HostFileFunctions::makeDirectory)
        .function(
            "rename(from, to)", "Moves a file or a directory.", "", "", HostFileFunctions::move)
        .function("copy(from, to)", "Copies a file.", "", "", HostFileFunctions::copy)
        .function(
            "link(target, link)",
            "Makes a hard link.",
            "",
            "",
            (context, arguments) -> link(context, arguments, false))
        .function(
            "symlink(target, link)",
            "Makes a symbolic link.",
            "",
            "",
            (context, arguments) -> link(context, arguments, true))
        .function(
            "touch(path [, time [, accessTime]])",
            "Makes a file, or changes its times.",
            "",
            "",
            HostFileFunctions::touch)
        .function(
            "chmod(path, mode)", "Changes the permissions.", "", "", HostFileFunctions::changeMode)
        .function(
            "chown(path, owner)",
            "Changes the owner, a user's name.",
            "",
            "",
            (context, arguments) -> changeOwner(context, arguments))
        .function(
            "chgrp(path, group)",
            "Changes the group, by its name.",
            "",
            "",
            (context, arguments) -> changeGroup(context, arguments))
        .function(
            "realpath(path)",
            "The absolute path without links; false if it does not exist.",
            "",
            "",
            HostFileFunctions::realPath)
        .function("filetype(path)", "file, dir, or unknown.", "", "", HostFileFunctions::fileType)
        .function(
            "stat(path)",
            "A map of what is known about the file; false if it does not exist.",
            "",
            "",
            (context, arguments) -> stat(context, arguments, true))
        .function(
            "lstat(path)",
            "As stat, of a symbolic link itself.",
            "",
            "",
            (context, arguments) -> stat(context, arguments, false));
  }

  private static void question(
      Definitions functions, String name, String result, Predicate<Path> predicate) {
    functions.function(
        name + "(path)",
        result,
        "",
        "",
        (context, arguments) -> {
          Path path = HostState.path(context, arguments, 0);
          return BoolValue.of(path != null && predicate.test(path));
        });
  }

  private static void number(Definitions functions, String name, String result, FileNumber number) {
    functions.function(
        name + "(path)",
        result + " -1 if it is not known.",
        "",
        "",
        (context, arguments) -> {
          Path path = HostState.path(context, arguments, 0);
          if (path == null) {
            return BoolValue.FALSE;
          }
          try {
            return IntValue.of(number.of(path));
          } catch (IOException | UnsupportedOperationException e) {
            return IntValue.of(-1);
          }
        });
  }

  private static void action(
      Definitions functions, String signature, String result, FileAction action) {
    NativeFunction function =
        (context, arguments) -> attempt(HostState.path(context, arguments, 0), action);
    functions.function(signature, result + " True if that worked.", "", "", function);
  }

  private static Value attempt(@Nullable Path path, FileAction action) {
    if (path == null) {
      return BoolValue.FALSE;
    }
    try {
      action.run(path);
      return BoolValue.TRUE;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return BoolValue.FALSE;
    }
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class);
  }

  private static long seconds(FileTime time) {
    return Math.floorDiv(time.toMillis(), 1000L);
  }

  private static void removeDirectory(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      throw new IOException("not a directory");
    }
    Files.delete(path);
  }

  private static void removeFile(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("a directory");
    }
    Files.delete(path);
  }

  private static Value makeDirectory(CallContext context, Value[] arguments) {
    boolean isRecursive = Arguments.flag(arguments, 2);
    return attempt(
        HostState.path(context, arguments, 0),
        path -> {
          if (isRecursive) {
            Files.createDirectories(path);
          } else {
            Files.createDirectory(path);
          }
        });
  }

  private static Value move(CallContext context, Value[] arguments) {
    Path target = HostState.path(context, arguments, 1);
    if (target == null) {
      return BoolValue.FALSE;
    }
    return attempt(
        HostState.path(context, arguments, 0),
        path -> Files.move(path, target, StandardCopyOption.ATOMIC_MOVE));
  }

  private static Value copy(CallContext context, Value[] arguments) {
    Path target = HostState.path(context, arguments, 1);
    if (target == null) {
      return BoolValue.FALSE;
    }
    return attempt(
        HostState.path(context, arguments, 0),
        path -> {
          if (Files.isDirectory(path) || Files.isDirectory(target)) {
            throw new IOException("a directory");
          }
          Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
        });
  }

  private static Value link(CallContext context, Value[] arguments, boolean isSymbolic) {
    Path link = HostState.path(context, arguments, 1);
    if (link == null) {
      return BoolValue.FALSE;
    }
    return attempt(
        HostState.path(context, arguments, 0),
        target -> {
          if (isSymbolic) {
            Files.createSymbolicLink(link, target);
          } else {
            Files.createLink(link, target);
          }
        });
  }

  private static Value touch(CallContext context, Value[] arguments) {
    FileTime time =
        arguments.length > 1
            ? FileTime.fromMillis(arguments[1].toInt() * 1000)
            : FileTime.from(context.clock().instant());
    return attempt(
        HostState.path(context, arguments, 0),
        path -> {
          if (!Files.exists(path)) {
            Files.createFile(path);
          }
          Files.setLastModifiedTime(path, time);
        });
  }

  private static Value changeMode(CallContext context, Value[] arguments) {
    int mode = Arguments.int32(arguments, 1, 0);
    return attempt(
        HostState.path(context, arguments, 0),
        path -> Files.setPosixFilePermissions(path, permissions(mode)));
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    // The constants stand in the order of the bits, the owner's right to read first.
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values();
    for (int i = 0; i < all.length; i++) {
      if ((mode >> (all.length - 1 - i) & 1) != 0) {
        permissions.add(all[i]);
      }
    }
    return permissions;
  }

  private static Value changeOwner(CallContext context, Value[] arguments) {
    String name = Arguments.text(context, arguments, 1, StringValue.EMPTY).toString();
    return attempt(
        HostState.path(context, arguments, 0),
        path -> Files.setOwner(path, principals(path).lookupPrincipalByName(name)));
  }

  private static Value changeGroup(CallContext context, Value[] arguments) {
    String name = Arguments.text(context, arguments, 1, StringValue.EMPTY).toString();
    return attempt(
        HostState.path(context, arguments, 0),
        path ->
            Files.getFileAttributeView(path, PosixFileAttributeView.class)
                .setGroup(principals(path).lookupPrincipalByGroupName(name)));
  }

  private static UserPrincipalLookupService principals(Path path) {
    return path.getFileSystem().getUserPrincipalLookupService();
  }

  private static Value realPath(CallContext context, Value[] arguments) {
    Path path = HostState.path(context, arguments, 0);
    if (path == null) {
      return BoolValue.FALSE;
    }
    try {
      return StringValue.of(path.toRealPath().toString());
    } catch (IOException e) {
      return BoolValue.FALSE;
    }
  }

  private static Value fileType(CallContext context, Value[] arguments) {
    Path path = HostState.path(context, arguments, 0);
    if (path == null || !Files.exists(path)) {
      return StringValue.of("unknown");
    }
    return StringValue.of(
        Files.isRegularFile(path) ? "file" : Files.isDirectory(path) ? "dir" : "unknown");
  }

  private static Value stat(CallContext context, Value[] arguments, boolean followsLinks) {
    Path path = HostState.path(context, arguments, 0);
    MapValue map = path == null ? null : stat(path, followsLinks);
    return map == null ? BoolValue.FALSE : map;
  }

  /** What is known about a file, null if it cannot be told. */
  static @Nullable MapValue stat(Path path, boolean followsLinks) {
    LinkOption[] options =
        followsLinks ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
    try {
      Map<String, Object> found = Files.readAttributes(path, "unix:*", options);
      MapValue map = MapValue.array();
      for (String name :
          new String[] {"dev", "ino", "mode", "nlink", "uid", "gid", "rdev", "size"}) {
        map.put(StringValue.of(name), IntValue.of(number(found.get(name))));
      }
      map.put(StringValue.of("atime"), IntValue.of(number(found.get("lastAccessTime"))));
      map.put(StringValue.of("mtime"), IntValue.of(number(found.get("lastModifiedTime"))));
      map.put(StringValue.of("ctime"), IntValue.of(number(found.get("ctime"))));
      return map;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return null;
    }
  }

  private static long number(@Nullable Object attribute) {
    if (attribute instanceof FileTime time) {
      return seconds(time);
    }
    return attribute instanceof Number number ? number.longValue() : 0;
  }
}
