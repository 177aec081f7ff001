package dev.stanchion.conformance.server;

/** The place of the data of one server after another. Each finds the data of the previous one. */
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
