# Shared by the launchers cli/bin/sonatina and conformance-tests/bin/conformance, which source it: POSIX sh, no other programs on the usual path.

# complain MESSAGE: says on standard error why the command cannot start, and ends with the status for "cannot open".
complain() {
  printf '%s: %s\n' "${0##*/}" "$1" >&2
  exit 4
}

# follow_links FILE: sets $followed to the file that a chain of symbolic links leads to.
follow_links() {
  followed=$1
  while [ -h "$followed" ]; do
    link=$(readlink "$followed") || complain "cannot read the link $followed"
    case $link in
      /*) followed=$link ;;
      *) followed=${followed%/*}/$link ;;
    esac
  done
}

# find_java: sets $java to the java program of JAVA_HOME, or of the PATH, of version 17 or newer.
find_java() {
  if [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
    [ -x "$java" ] || complain "JAVA_HOME is $JAVA_HOME, but there is no $java"
  else
    java=$(command -v java) || complain "no java found: install Java 17 or newer, or set JAVA_HOME"
  fi
  # A JDK says its version in a file, which is read in no time; asking java itself takes as long as starting it.
  version=
  # Following links starts another program for each, which takes as long as half of this script. So the build noted where
  # its Java is.
  java_home=
  [ -r "$root/cli/target/java-home" ] && IFS= read -r java_home <"$root/cli/target/java-home"
  if [ "$java" -ef "$java_home/bin/java" ]; then
    followed=$java_home/bin/java
  else
    follow_links "$java"
  fi
  release=${followed%/bin/java}/release
  if [ -r "$release" ]; then
    while IFS= read -r entry; do
      case $entry in
        JAVA_VERSION=*) version=${entry#*\"} version=${version%%\"*} ;;
      esac
    done <"$release"
  fi
  if [ -z "$version" ]; then
    version=$("$java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p')
  fi
  major=${version%%[!0-9]*}
  if [ -z "$major" ] || [ "$major" -lt 17 ]; then
    complain "$java is Java ${version:-of unknown version}, but Java 17 or newer is needed (choose one with JAVA_HOME)"
  fi
}

# prepare_java JAR: finds java, checks that the jar was built, and sees to it that arguments reach Java as UTF-8.
prepare_java() {
  [ -f "$1" ] || complain "not built yet: run 'mvn -q -DskipTests package' in ${root}"
  find_java
  # Java reads its arguments in the charset of the locale and would drop what the C locale lacks.
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
    *[Uu][Tt][Ff]8* | *[Uu][Tt][Ff]-8*) ;;
    *) LC_ALL=C.UTF-8 export LC_ALL ;;
  esac
  # A stream that is closed would give its number to a file that Java opens: a script would be read from Java's own
  # archive, and an answer might be written into a database. So reading finds nothing, and writing fails.
  { true 3<&0; } 2>/dev/null || exec 0</dev/null
  { true 3>&1; } 2>/dev/null || exec 1</dev/null
  true 3>&2 || exec 2>/dev/null
  # Which of the standard streams are terminals; Java can only ask about all of them at once.
  terminals=
  [ -t 0 ] && terminals=in
  [ -t 1 ] && terminals=$terminals,out
  [ -t 2 ] && terminals=$terminals,err
}
