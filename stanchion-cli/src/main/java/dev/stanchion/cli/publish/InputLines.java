package dev.stanchion.cli.publish;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lines of standard input, as bytes: they are published as they are, whatever their encoding. A
 * line ends with a line feed, or with a carriage return and a line feed. Not safe for use by
 * several threads.
 */
public final class InputLines {
    private final InputStream input;
    private long number;

    public InputLines(InputStream input) {
        this.input = new BufferedInputStream(input);
    }

    /** Returns the next line that is not empty; null at the end. */
    public byte @Nullable [] next() {
        try {
            for (byte[] line = read(); line != null; line = read()) {
                if (line.length > 0) {
                    return line;
                }
            }
            return null;
        } catch (IOException e) {
            throw PayloadFile.unreadable(e);
        }
    }

    /** Returns the number of the line that {@link #next} returned last, from 1. */
    public long number() {
        return number;
    }

    private byte @Nullable [] read() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        number++;
        int next = input.read();
        if (next < 0) {
            return null;
        }
        for (; next >= 0 && next != '\n'; next = input.read()) {
            if (line.size() >= PayloadFile.MOST_BYTES) {
                throw PayloadFile.tooLarge("line " + number + " of standard input");
            }
            line.write(next);
        }
        byte[] bytes = line.toByteArray();
        boolean endsWithReturn = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
        return endsWithReturn ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }
}
