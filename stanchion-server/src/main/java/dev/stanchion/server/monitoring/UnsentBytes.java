package dev.stanchion.server.monitoring;

/**
 * How much of all answers waits for somebody to read it, so that many who ask for long pages and
 * read none cannot fill the memory. Confined to the port's thread.
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
