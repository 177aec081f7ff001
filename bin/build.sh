#!/bin/sh
# Builds Stanchion if it is not built, or if a source is newer than the build:
# build.sh ROOT LIB. Shows one line of progress on stderr instead of Maven's log.
set -eu

root=$1
lib=$2
stamp=$lib/.built
lock=$root/stanchion-cli/target/stanchion.lock
log=$root/stanchion-cli/target/stanchion-build.log

is_current() {
    [ -f "$stamp" ] || return 1
    newer=$(find "$root/pom.xml" "$root"/stanchion-*/pom.xml "$root"/stanchion-*/src/main \
        -type f -newer "$stamp" -print 2>/dev/null | head -n 1)
    [ -z "$newer" ]
}

# Which module Maven is at, from its log.
module() {
    sed -n 's/^\[INFO\] Building \(stanchion-[a-z-]*\) .*\[\([0-9]*\)\/\([0-9]*\)\]$/\2 of \3: \1/p' \
        "$log" 2>/dev/null | tail -n 1
}

progress() {
    if [ -t 2 ]; then
        printf '\r\033[KBuilding Stanchion (once, about half a minute) %s' "$1" >&2
    fi
}

fail() {
    [ -t 2 ] && printf '\r\033[K' >&2
    {
        echo "Building Stanchion failed. The end of $log:"
        grep '^\[ERROR\]' "$log" | head -n 15 || tail -n 15 "$log"
    } >&2
    exit 1
}

build() {
    JAVA_HOME=$("$root/bin/find-jdk.sh" --build)
    export JAVA_HOME
    if ! command -v mvn >/dev/null; then
        echo "Building Stanchion needs Maven 3.8.7 or newer: https://maven.apache.org/install.html" >&2
        exit 1
    fi
    [ -t 2 ] || echo "Building Stanchion (once, about half a minute) ..." >&2
    (cd "$root" && exec mvn -B -Dstyle.color=never -Dquick -Dmaven.test.skip=true \
        -pl stanchion-cli -am package) >"$log" 2>&1 &
    maven=$!
    trap 'kill "$maven" 2>/dev/null; rmdir "$lock"; exit 130' INT TERM
    while kill -0 "$maven" 2>/dev/null; do
        progress "$(module)"
        sleep 1
    done
    wait "$maven" || { rmdir "$lock"; trap - INT TERM; fail; }
    [ -t 2 ] && printf '\r\033[K' >&2
    trap - INT TERM
}

is_current && exit 0

# Two first uses at once: the second waits for the first. A lock without its process is stale.
mkdir -p "$root/stanchion-cli/target"
until mkdir "$lock" 2>/dev/null; do
    if [ -n "$(find "$lock" -prune -mmin +10 2>/dev/null)" ]; then
        rmdir "$lock" 2>/dev/null || true
    fi
    progress "(another process is building)"
    sleep 1
done
is_current || build
rmdir "$lock"
