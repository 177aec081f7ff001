# shellcheck shell=sh disable=SC2154
# Sourced by the commands in bin/, which have set self to their own path.

# Becomes the JVM, so that signals and exit codes are its own: launch MAIN-CLASS NAME ARGUMENT...
# NAME is what `pgrep -f` finds the process by. STANCHION_JAVA_OPTIONS adds options of the JVM.
launch() {
    home=${self%/bin/*}
    main_class=$1
    name=$2
    shift 2
    case "$name ${1:-}" in
    nats-streaming-server* | "stanchion server") cache=$home/lib/server.aot ;;
    *) cache=$home/lib/tools.aot ;;
    esac
    set -- "-Dstanchion.name=$name" "-Djava.library.path=$home/lib/native" \
        -cp "$home/lib/stanchion-cli.jar" "$main_class" "$@"
    if [ -t 2 ]; then
        set -- -Dstanchion.stderr.terminal=true "$@"
    fi
    # The JVM stops its threads for a flight recording with SIGUSR2, which the server takes as an
    # order. This variable gives the JVM SIGSTKFLT instead, which nobody sends.
    export _JAVA_SR_SIGNUM=16
    # shellcheck disable=SC2086 # options are meant to be split
    exec "$home/runtime/bin/java" "@$home/lib/jvm.options" "-XX:AOTCache=$cache" \
        ${STANCHION_JAVA_OPTIONS:-} "$@"
}
