package dev.stanchion.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.server.file.OperatorFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Where the lines go: stderr, or a file that can be opened again after somebody moved it. Safe for
 * use by many threads; a line is written in one piece.
 */
final class LineOutput extends Handler {
    private final LogOptions options;
    private final LineFormat format;
    private OutputStream output;

    /**
     * @throws dev.stanchion.server.file.FileOpenException if there is a file and it cannot be
     *     opened
     */
    LineOutput(LogOptions options, LineFormat format, OutputStream stderr) {
        this.options = options;
        this.format = format;
        this.output = options.file() == null ? stderr : OperatorFile.append(options.file());
    }

    @Override
    public boolean isLoggable(@Nullable LogRecord event) {
        return event != null && isWanted(event);
    }

    private boolean isWanted(LogRecord event) {
        String logger = event.getLoggerName();
        LogOptions.Detail detail =
                switch (Layer.of(logger == null ? "" : logger)) {
                    case STREAMING -> options.streaming();
                    case CORE -> options.core();
                    case FOREIGN -> LogOptions.Detail.NORMAL;
                };
        return switch (LineLevel.of(event.getLevel())) {
            case TRACE -> detail.trace();
            case DEBUG -> detail.debug();
            case INFO, WARNING, ERROR, FATAL -> true;
        };
    }

    @Override
    public synchronized void publish(LogRecord event) {
        if (!isWanted(event)) {
            return;
        }
        try {
            output.write(format.format(event).getBytes(UTF_8));
            output.flush();
        } catch (IOException e) {
            // nowhere left to say it; the next line may get through
        }
    }

    /** Opens the file by its name again; false if the log does not go to a file. */
    synchronized boolean reopen() {
        Path file = options.file();
        if (file == null) {
            return false;
        }
        OutputStream before = output;
        output = OperatorFile.append(file);
        closeQuietly(before);
        return true;
    }

    @Override
    public void flush() {
        // every line is flushed when it is written
    }

    @Override
    public synchronized void close() {
        if (options.file() != null) {
            closeQuietly(output);
        }
    }

    private static void closeQuietly(OutputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // each line was flushed, so nothing is lost
        }
    }
}
