package dev.stanchion.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.server.file.FileOpenException;
import dev.stanchion.server.file.OperatorFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * Writes to a file. When the file is longer than its limit, it is renamed to a name with the time,
 * and a new file begins. Old files are never deleted. If the file cannot be renamed, the log
 * continues in it and tries again at twice the length.
 *
 * <p>Source: {@code spec/operations.md} 5.1.
 */
final class FileSink implements Sink {
    private static final DateTimeFormatter BACKUP =
            DateTimeFormatter.ofPattern("'.'uuuu.MM.dd.HH.mm.ss.nnnnnnnnn", Locale.ROOT);

    private final Path path;
    private final long sizeLimit;
    private final Formatter format;
    private final Clock clock;
    private OutputStream output;
    private long size;
    private long nextLimit;

    /**
     * @param sizeLimit 0 means none
     * @throws FileOpenException if it cannot be opened
     */
    FileSink(Path path, long sizeLimit, Formatter format, Clock clock) {
        this.path = path;
        this.sizeLimit = sizeLimit;
        this.nextLimit = sizeLimit;
        this.format = format;
        this.clock = clock;
        this.output = OperatorFile.append(path);
        this.size = sizeOf(path);
        if (isTooLong()) {
            say(Level.INFO, "Rotating logfile...", "\n");
            rotate();
        }
    }

    private static long sizeOf(Path path) {
        try {
            return Files.size(path);
        } catch (IOException e) {
            return 0; // a pipe, or gone already
        }
    }

    private boolean isTooLong() {
        return sizeLimit > 0 && size > nextLimit;
    }

    @Override
    public void write(LogRecord event) throws IOException {
        write(format.format(event).getBytes(UTF_8));
        if (isTooLong()) {
            rotate();
        }
    }

    private void write(byte[] line) throws IOException {
        output.write(line);
        output.flush();
        size += line.length;
    }

    private void rotate() {
        Path backup = Path.of(path + BACKUP.format(LocalDateTime.now(clock)));
        try {
            Files.move(path, backup);
        } catch (IOException e) {
            nextLimit *= 2;
            say(
                    Level.SEVERE,
                    "Unable to rename logfile for rotation (%s), will attempt next rotation at size %d"
                            .formatted(e.getMessage(), nextLimit),
                    "\n");
            return;
        }
        try {
            OutputStream next = OperatorFile.append(path);
            closeQuietly(output);
            output = next;
            size = 0;
            nextLimit = sizeLimit;
            say(Level.INFO, "Rotated log, backup saved as \"" + backup + "\"", "\r\n");
        } catch (FileOpenException e) {
            nextLimit *= 2; // the lines go to the file under its new name
            say(Level.SEVERE, "Unable to begin a new logfile: " + e.getMessage(), "\n");
        }
    }

    /** Writes a line of the log about the log. */
    private void say(Level level, String text, String lineEnd) {
        LogRecord event = new LogRecord(level, text);
        event.setLoggerName(Layer.ROOT + ".nats");
        event.setInstant(clock.instant());
        try {
            write(format.format(event).replaceAll("\n$", lineEnd).getBytes(UTF_8));
        } catch (IOException e) {
            // there is nowhere to report it
        }
    }

    @Override
    public boolean reopen() {
        OutputStream before = output;
        output = OperatorFile.append(path);
        size = sizeOf(path);
        closeQuietly(before);
        return true;
    }

    @Override
    public void close() {
        closeQuietly(output);
    }

    private static void closeQuietly(OutputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // each line was flushed, so no line is lost
        }
    }
}
