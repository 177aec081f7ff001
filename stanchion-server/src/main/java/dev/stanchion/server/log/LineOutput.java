package dev.stanchion.server.log;

import java.io.IOException;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Passes the events that pass the filter to their destination. Safe for use by many threads; a line
 * is written in one piece.
 */
final class LineOutput extends Handler {
    private volatile LogFilter volume;
    private Sink sink;

    LineOutput(LogFilter volume, Sink sink) {
        this.volume = volume;
        this.sink = sink;
    }

    @Override
    public boolean isLoggable(@Nullable LogRecord event) {
        return event != null && volume.wants(event);
    }

    @Override
    public synchronized void publish(LogRecord event) {
        if (!volume.wants(event)) {
            return;
        }
        try {
            sink.write(event);
        } catch (IOException e) {
            // there is nowhere to report it; the next line may succeed
        }
    }

    /** Changes the settings. */
    @SuppressWarnings("ReferenceEquality") // a sink equals itself only
    synchronized void become(LogFilter newVolume, Sink newSink) {
        Sink before = sink;
        volume = newVolume;
        sink = newSink;
        if (before != newSink) {
            before.close();
        }
    }

    synchronized Sink sink() {
        return sink;
    }

    /** Opens the file by its name again; false if the log does not go to a file. */
    synchronized boolean reopen() {
        return sink.reopen();
    }

    @Override
    public void flush() {
        // every line is flushed when it is written
    }

    @Override
    public synchronized void close() {
        sink.close();
    }
}
