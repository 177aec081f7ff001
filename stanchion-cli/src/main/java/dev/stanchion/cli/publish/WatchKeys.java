package dev.stanchion.cli.publish;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Takes a person's lines: Enter or {@code rs} publishes again, {@code q} ends. */
public final class WatchKeys {
    private static final int MOST_CHARACTERS = 64;

    private final InputStream input;
    private final WatchSession session;

    public WatchKeys(InputStream input, WatchSession session) {
        this.input = input;
        this.session = session;
    }

    /** Reads on a thread that does not keep the process alive: nothing interrupts a terminal. */
    public void start() {
        Thread.ofPlatform().daemon().name("stanchion-keys").start(this::read);
    }

    void read() {
        try {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
            for (String line = line(lines); line != null; line = line(lines)) {
                switch (line.strip()) {
                    case "", "rs" -> session.again();
                    case "q" -> session.end();
                    default -> {
                        // something else was typed by mistake
                    }
                }
            }
        } catch (IOException e) {
            // the terminal is gone; saves and Ctrl-C remain
        }
    }

    /** Returns the beginning of the next line; null at the end. */
    private static @Nullable String line(BufferedReader input) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = input.read();
        if (next < 0) {
            return null;
        }
        for (; next >= 0 && next != '\n'; next = input.read()) {
            if (line.length() < MOST_CHARACTERS) {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
