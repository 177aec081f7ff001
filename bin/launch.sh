#!/bin/sh
# Runs a main class of Stanchion: launch.sh MAIN-CLASS NAME ARGUMENT...
# NAME is what `pgrep -f` finds the process by. STANCHION_JAVA_OPTIONS adds options of the JVM.
set -eu

main_class=$1
name=$2
shift 2

bin=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$bin")
lib=$root/stanchion-cli/target/stanchion/lib

"$bin/build.sh" "$root" "$lib"
java_home=$("$bin/find-jdk.sh")

# Serial GC: the server leaves little on the Java heap, so its pauses are short and its idle memory
# is small; messages live off the heap, up to the limits of the store, hence the high bound there.
# Compact object headers save a sixth of what is on the heap. Netty copies between off-heap buffers
# without garbage only through Unsafe, which Java 25 still allows when asked.
# shellcheck disable=SC2086 # options are meant to be split
exec "$java_home/bin/java" \
    -XX:+UseSerialGC \
    -XX:+UseCompactObjectHeaders \
    -XX:MaxDirectMemorySize=1t \
    -Xms32m \
    -Dio.netty.noUnsafe=false \
    --sun-misc-unsafe-memory-access=allow \
    --enable-native-access=ALL-UNNAMED \
    -Dstanchion.name="$name" \
    ${STANCHION_JAVA_OPTIONS:-} \
    -cp "$lib/*" \
    "$main_class" "$@"
