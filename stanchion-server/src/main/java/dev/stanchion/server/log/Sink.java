package dev.stanchion.server.log;

import java.io.IOException;
import java.util.logging.LogRecord;

/** Writes events to a destination. Called under one lock. */
interface Sink {
    /**
     * Writes an event in one piece.
     *
     * @throws IOException if the event is lost; the next one may succeed
     */
    void write(LogRecord event) throws IOException;

    /**
     * Opens its file again.
     *
     * @return false if it does not write to a file
     * @throws dev.stanchion.server.file.FileOpenException if it cannot be opened; it continues as
     *     before
     */
    boolean reopen();

    /** Closes its destination. Idempotent. */
    void close();
}
