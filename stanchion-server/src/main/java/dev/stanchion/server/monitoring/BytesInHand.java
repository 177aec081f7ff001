package dev.stanchion.server.monitoring;

/**
 * Counts bytes of all connections that wait in memory, so that many clients together cannot fill
 * it: answers that clients do not read, and bodies of requests that are incomplete or not answered.
 * Confined to the port's thread.
 */
final class BytesInHand {
    private final long most;
    private long bytes;

    BytesInHand(long most) {
        this.most = most;
    }

    /** Adds bytes that are there already. */
    void add(int more) {
        bytes += more;
    }

    /** Adds bytes unless they are too many. */
    boolean tryAdd(int more) {
        if (bytes + more > most) {
            return false;
        }
        bytes += more;
        return true;
    }

    void remove(int fewer) {
        bytes -= fewer;
    }

    boolean isTooMuch() {
        return bytes > most;
    }
}
