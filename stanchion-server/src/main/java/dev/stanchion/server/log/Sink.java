package dev.stanchion.server.log;

import java.io.IOException;
import java.util.logging.LogRecord;

/** Takes events away. Called under one lock. */
interface Sink {
    /**
     * Writes an event in one piece.
     *
     * @throws IOException if it is lost; the next one may get through
     */
    void write(LogRecord event) throws IOException;

    /**
     * Opens what it writes to again.
     *
     * @return false if it is no file
     * @throws dev.stanchion.server.file.FileOpenException if it cannot be opened; it goes on as
     *     before
     */
    boolean reopen();

    /** Lets go of what it writes to. Idempotent. */
    void close();
}
