#!/bin/sh
# Prints the home of a Java 25 or newer; without one, says what to install and exits 1.
#
#   java_home=$(bin/find-jdk.sh)          to run Stanchion: any Java 25 or newer
#   java_home=$(bin/find-jdk.sh --build)  to build it: a JDK 25 with its compiler
#
# Looks at JAVA_HOME, the PATH and the usual places, in this order, and starts no JVM: the version
# is in the file "release" that every Java home has.
set -eu

purpose=${1:-}

# The major version of the Java home $1, or nothing.
major_version() {
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null || true
}

suits() {
    [ -x "$1/bin/java" ] || return 1
    version=$(major_version "$1")
    case $purpose in
        --build) [ -x "$1/bin/javac" ] && [ "${version:-0}" -eq 25 ] ;;
        *) [ "${version:-0}" -ge 25 ] ;;
    esac
}

# The home behind the first java on the PATH, or nothing.
home_on_path() {
    java=$(command -v java) || return 0
    java=$(readlink -f "$java" 2>/dev/null) || return 0
    dirname "$(dirname "$java")"
}

for home in "${JAVA_HOME:-}" "$(home_on_path)" \
    /usr/lib/jvm/* /opt/* /opt/java/* /usr/java/* \
    "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if [ -n "$home" ] && suits "$home"; then
        echo "$home"
        exit 0
    fi
done

{
    case $purpose in
        --build) echo "Building Stanchion needs a JDK 25, and none was found." ;;
        *) echo "Stanchion needs Java 25 or newer, and none was found." ;;
    esac
    if [ -n "${JAVA_HOME:-}" ]; then
        echo "JAVA_HOME is $JAVA_HOME, which is Java $(major_version "$JAVA_HOME" | grep . || echo "of unknown version")."
    fi
    echo "Install one, for example Temurin 25 from https://adoptium.net/temurin/releases/?version=25"
    echo "or with SDKMAN: sdk install java 25-tem. Then try again, or set JAVA_HOME to its directory."
} >&2
exit 1
