package dev.stanchion.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.admin.AdminException.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.Optional;

/**
 * Events as they come. One thread reads them; {@link #close} may be called by another one and ends
 * the stream. The stream does not connect again: open another one with the ID of the last event.
 */
public final class EventStream implements AutoCloseable {
    /** More than a snapshot of any topic has. */
    private static final int MOST_CHARACTERS = 16 * 1024 * 1024;

    private final BufferedReader lines;
    private final InputStream content;
    private volatile boolean isClosed;

    EventStream(InputStream content) {
        this.content = content;
        lines = new BufferedReader(new InputStreamReader(content, UTF_8));
    }

    /**
     * Waits for the next event. The server sends a sign of life every few seconds, so a connection
     * that is dead ends the wait.
     *
     * @return empty when the stream has ended
     * @throws AdminException if the connection breaks
     */
    public Optional<Event> next() {
        try {
            return read();
        } catch (IOException e) {
            if (isClosed) {
                return Optional.empty();
            }
            throw new AdminException(
                    Kind.NO_ANSWER,
                    "the stream of events has broken: %s. Open another one with the ID of the last"
                                    .formatted(e.getMessage())
                            + " event",
                    null,
                    e);
        }
    }

    private Optional<Event> read() throws IOException {
        String id = "";
        String name = "";
        StringBuilder data = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty() && !data.isEmpty()) {
                return Optional.of(new Event(id, name, data.toString()));
            }
            int colon = line.indexOf(':');
            if (colon <= 0) {
                continue; // a sign of life
            }
            String value = line.substring(colon + 1).stripLeading();
            switch (line.substring(0, colon)) {
                case "id" -> id = value;
                case "event" -> name = value;
                case "data" -> append(value, data);
                default -> {} // "retry" is for browsers
            }
        }
        return Optional.empty();
    }

    private static void append(String value, StringBuilder data) throws IOException {
        if (data.length() + value.length() > MOST_CHARACTERS) {
            throw new IOException("an event has more than " + MOST_CHARACTERS + " characters");
        }
        data.append(data.isEmpty() ? "" : "\n").append(value);
    }

    @Override
    public void close() {
        isClosed = true;
        try {
            content.close();
        } catch (IOException e) {
            // It is closed all the same.
        }
    }
}
