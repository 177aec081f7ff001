#!/bin/sh
# Runs a main class of Stanchion: launch.sh MAIN-CLASS NAME ARGUMENT...
# NAME is what `pgrep -f` finds the process by. STANCHION_JAVA_OPTIONS adds options of the JVM.
#
# launch.sh --rehearse runs the executable for a moment, so that the JVM can write down what a start
# needs (the AOT cache); build.sh does that once.
set -eu

bin=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$bin")
lib=$root/stanchion-cli/target/stanchion/lib
cache=$lib/stanchion.aot

if [ "$1" = --rehearse ]; then
    name=rehearsal
    set -- dev.stanchion.cli.Rehearsal
    aot_option=-XX:AOTCacheOutput=$cache
else
    "$bin/build.sh" "$root" "$lib"
    main_class=$1
    name=$2
    shift 2
    set -- "$main_class" "$@"
    aot_option=-XX:AOTCache=$cache
fi
java_home=$("$bin/find-jdk.sh")

# A cache of another JVM is of no use, and not worth a warning.
if [ "$name" = rehearsal ] || [ -f "$cache" ]; then
    set -- "$aot_option" -Xlog:aot=off -Xlog:cds=off "-Dstanchion.name=$name" -cp "$lib/stanchion-cli.jar" "$@"
else
    set -- "-Dstanchion.name=$name" -cp "$lib/stanchion-cli.jar" "$@"
fi
if [ -t 2 ]; then
    set -- -Dstanchion.stderr.terminal=true "$@"
fi

# Serial GC: the server leaves little on the Java heap, so its pauses are short and its idle memory
# is small; messages live off the heap, up to the limits of the store, hence the high bound there.
# Compact object headers save a sixth of what is on the heap. Netty copies between off-heap buffers
# without garbage only through Unsafe, which Java 25 still allows when asked, and its search for lost
# buffers, which the tests do, takes a stack trace of every 128th. A server that is out of
# memory ends, and whoever watches it starts another, instead of going on with half of its threads.
# shellcheck disable=SC2086 # options are meant to be split
exec "$java_home/bin/java" \
    -XX:+UseSerialGC \
    -XX:+UseCompactObjectHeaders \
    -XX:MaxDirectMemorySize=1t \
    -Xms32m \
    -XX:+ExitOnOutOfMemoryError \
    -Dio.netty.noUnsafe=false \
    -Dio.netty.leakDetection.level=disabled \
    --sun-misc-unsafe-memory-access=allow \
    --enable-native-access=ALL-UNNAMED \
    ${STANCHION_JAVA_OPTIONS:-} \
    "$@"
