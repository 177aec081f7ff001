package dev.stanchion.conformance.server;

/**
 * Where one server after the other keeps what it knows: each finds what the one before has left.
 */
public interface Home extends AutoCloseable {
    /** Returns an empty one, of the kind that the server under test has. */
    static Home create() {
        return switch (Kind.ofExecutable()) {
            case GO -> FileHome.create();
            case STANCHION -> new EmbeddedHome();
        };
    }

    /**
     * Starts a server here; the one before must have ended.
     *
     * @param port 0 for any free one
     * @throws java.io.UncheckedIOException if it does not start
     */
    RunningServer starts(int port, String flags);

    @Override
    void close();
}
