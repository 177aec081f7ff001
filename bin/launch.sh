#!/bin/sh
# Runs a main class of Stanchion: launch.sh MAIN-CLASS NAME ARGUMENT...
# NAME is what `pgrep -f` finds the process by. STANCHION_JAVA_OPTIONS adds options of the JVM.
#
# launch.sh --rehearse runs the executable for a moment, so that the JVM can write down what a start
# needs (the AOT caches); build.sh does that once.
set -eu

bin=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$bin")
lib=$root/stanchion-cli/target/stanchion/lib

if [ "$1" = --rehearse ]; then
    files=$(mktemp -d)
    trap 'rm -rf "$files"' EXIT
    "$("$bin/find-jdk.sh")/bin/java" "@$bin/jvm.options" "-XX:AOTCacheOutput=$lib/tools.aot" \
        "-Djava.library.path=$lib/native" \
        -cp "$lib/stanchion-cli.jar" dev.stanchion.cli.rehearsal.Rehearsal \
        "$files" "$lib/server.aot" 0
    exit
fi

main_class=$1
name=$2
shift 2
"$bin/build.sh" "$root" "$lib"
java_home=$("$bin/find-jdk.sh")
case "$name ${1:-}" in
nats-streaming-server* | "stanchion server") cache=$lib/server.aot ;;
*) cache=$lib/tools.aot ;;
esac
set -- "-Dstanchion.name=$name" "-Djava.library.path=$lib/native" \
    -cp "$lib/stanchion-cli.jar" "$main_class" "$@"
if [ -f "$cache" ]; then
    set -- "-XX:AOTCache=$cache" "$@"
fi
if [ -t 2 ]; then
    set -- -Dstanchion.stderr.terminal=true "$@"
fi
# The JVM stops its threads for a flight recording with SIGUSR2, which the server takes as an order.
# This variable gives the JVM SIGSTKFLT instead, which nobody sends.
export _JAVA_SR_SIGNUM=16
# shellcheck disable=SC2086 # options are meant to be split
exec "$java_home/bin/java" "@$bin/jvm.options" ${STANCHION_JAVA_OPTIONS:-} "$@"
