#!/bin/sh
# Builds Stanchion if it is not built, or if a source is newer than the build: build.sh ROOT LIB.
# Writes the AOT caches of a build that has none, also if Maven alone has made it.
# Shows one line of progress on stderr instead of Maven's log, and nothing if there is nothing to do.
# STANCHION_REHEARSAL=off leaves out the caches: a test that has none starts at once, and slower.
set -eu

root=$1
lib=$2
target=$root/stanchion-cli/target
stamp=$lib/.built
rehearsed=$lib/.rehearsed
lock=$target/stanchion.lock
log=$target/stanchion-build.log
begun=$target/stanchion-build.begun

is_current() {
    [ -f "$stamp" ] || return 1
    newer=$(find "$root/pom.xml" "$root"/stanchion-*/pom.xml "$root"/stanchion-*/src/main \
        "$root/bin/jvm.options" -type f -newer "$stamp" -print 2>/dev/null | head -n 1)
    [ -z "$newer" ]
}

# Whether the caches are there, or were tried once, or cannot be written here.
is_rehearsed() {
    [ "${STANCHION_REHEARSAL:-}" = off ] || [ -f "$rehearsed" ] ||
        [ ! -w "$lib" ] || [ ! -w "$target" ]
}

# Which module Maven is at, from its log.
module() {
    sed -n 's/^\[INFO\] Building \(stanchion-[a-z-]*\) .*\[\([0-9]*\)\/\([0-9]*\)\]$/\2 of \3: \1/p' \
        "$log" 2>/dev/null | tail -n 1
}

doing="Building Stanchion (once, about half a minute)"

progress() {
    if [ -t 2 ]; then
        printf '\r\033[K%s %s' "$doing" "$1" >&2
    fi
}

clear_progress() {
    if [ -t 2 ]; then
        printf '\r\033[K' >&2
    fi
}

# Two first uses at once: the second waits for the first, unless that was killed.
take_lock() {
    mkdir -p "$target"
    until mkdir "$lock" 2>/dev/null; do
        holder=$(cat "$lock/pid" 2>/dev/null || true)
        if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then
            # Renaming succeeds for one of those who see this; only that one may remove it.
            mv "$lock" "$lock.$$" 2>/dev/null && rm -rf "$lock.$$"
        else
            progress "(another process is at it)"
            sleep 1
        fi
    done
    maven=
    trap release EXIT
    trap 'exit 130' INT TERM HUP
    echo $$ >"$lock/pid"
}

release() {
    if [ -n "$maven" ]; then
        kill "$maven" 2>/dev/null || true
    fi
    rm -rf "$lock"
}

build() {
    JAVA_HOME=$("$root/bin/find-jdk.sh" --build)
    export JAVA_HOME
    if ! command -v mvn >/dev/null; then
        echo "Building Stanchion needs Maven 3.8.7 or newer: https://maven.apache.org/install.html" >&2
        exit 1
    fi
    [ -t 2 ] || echo "$doing ..." >&2
    # A server that is running keeps the files it has open; overwriting them would break it.
    rm -rf "$lib"
    touch "$begun"
    (cd "$root" && exec mvn -B -Dstyle.color=never -Dquick -Dmaven.test.skip=true \
        -pl stanchion-cli -am package) >"$log" 2>&1 &
    maven=$!
    while kill -0 "$maven" 2>/dev/null; do
        progress "$(module)"
        sleep 1
    done
    if ! wait "$maven"; then
        maven=
        fail
    fi
    maven=
    touch -r "$begun" "$stamp" # what was changed since then is not in the build
    is_rehearsed || rehearse
    clear_progress
}

# Without it the start is slower, and that is all; so a failure is only noted, and not tried again.
rehearse() {
    progress "rehearsing the start"
    "$root/bin/launch.sh" --rehearse >>"$log" 2>&1 || echo "No AOT caches were written" >>"$log"
    touch "$rehearsed"
}

rehearse_what_maven_built() {
    doing="Preparing fast starts of Stanchion (once, about twenty seconds)"
    [ -t 2 ] || echo "$doing ..." >&2
    rehearse
    clear_progress
}

fail() {
    clear_progress
    {
        echo "Building Stanchion failed. The end of $log:"
        grep '^\[ERROR\]' "$log" | head -n 15 || tail -n 15 "$log"
    } >&2
    exit 1
}

if [ ! -f "$root/pom.xml" ]; then
    exit 0 # an installed copy has no sources
fi
if is_current && is_rehearsed; then
    exit 0
fi
take_lock
if ! is_current; then
    build
elif ! is_rehearsed; then
    rehearse_what_maven_built
fi
