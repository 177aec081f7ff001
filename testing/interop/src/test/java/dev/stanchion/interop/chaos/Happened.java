package dev.stanchion.interop.chaos;

/**
 * A trouble that has happened.
 *
 * @param fromNanos when it began
 * @param toNanos when the next one began, or the run ended
 */
record Happened(Trouble trouble, long fromNanos, long toNanos) {
    boolean includes(long nanos) {
        return nanos >= fromNanos && nanos < toNanos;
    }
}
