package dev.stanchion.server.monitoring;

/**
 * Counts the bytes of all answers that clients have not read yet, so that many clients that request
 * long pages and do not read cannot fill the memory. Confined to the port's thread.
 */
final class UnsentBytes {
    private static final long MOST = 64L * 1024 * 1024;

    private long bytes;

    void add(int more) {
        bytes += more;
    }

    void remove(int fewer) {
        bytes -= fewer;
    }

    boolean isTooMuch() {
        return bytes > MOST;
    }
}
