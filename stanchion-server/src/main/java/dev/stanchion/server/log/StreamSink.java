package dev.stanchion.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** Writes to a stream that another owner closes. */
record StreamSink(OutputStream stream, Formatter format) implements Sink {
    @Override
    public void write(LogRecord event) throws IOException {
        stream.write(format.format(event).getBytes(UTF_8));
        stream.flush();
    }

    @Override
    public boolean reopen() {
        return false;
    }

    @Override
    public void close() {} // the owner closes the stream
}
