package dev.stanchion.cli.publish;

import dev.stanchion.cli.terminal.FailedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads what a person wants to publish. A payload has a bound that is far above a server's. */
public final class PayloadFile {
    /** The bound of a payload. The largest {@code max_payload} that a server can have is this. */
    static final int MOST_BYTES = 64 << 20;

    private PayloadFile() {}

    /** Reads a whole file. */
    public static byte[] content(Path file) {
        try (InputStream input = Files.newInputStream(file)) {
            return all(input, "file " + file);
        } catch (NoSuchFileException e) {
            throw new FailedException("no such file: " + file, "Check the name.", e);
        } catch (IOException e) {
            throw new FailedException(
                    "file " + file + " cannot be read: " + e.getMessage(),
                    "Check its permissions.",
                    e);
        }
    }

    /** Reads standard input to its end. */
    public static byte[] content(InputStream standardInput) {
        try {
            return all(standardInput, "standard input");
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    static FailedException unreadable(IOException e) {
        return new FailedException(
                "standard input cannot be read: " + e.getMessage(), "Check that it is open.", e);
    }

    static FailedException tooLarge(String place) {
        return new FailedException(
                place + " has more than " + MOST_BYTES + " bytes",
                "No server takes so large a message. Publish a part of it.");
    }

    private static byte[] all(InputStream input, String place) throws IOException {
        byte[] content = input.readNBytes(MOST_BYTES + 1);
        if (content.length > MOST_BYTES) {
            throw tooLarge(place);
        }
        return content;
    }
}
