package dev.stanchion.server.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Reads files that operators wrote, and opens files that they read, with mode 0660 minus the umask.
 */
public final class OperatorFile {
    private OperatorFile() {}

    /**
     * Opens a file for appending, and creates it if it is missing.
     *
     * @throws FileOpenException if that is not possible
     */
    public static OutputStream append(Path path) {
        return open(path, StandardOpenOption.APPEND);
    }

    /**
     * Writes a file and replaces its content.
     *
     * @throws FileOpenException if that is not possible
     */
    public static void write(Path path, byte[] content) {
        try (OutputStream file = open(path, StandardOpenOption.TRUNCATE_EXISTING)) {
            file.write(content);
        } catch (IOException e) {
            throw new FileOpenException(path, e);
        }
    }

    /**
     * Reads a whole file of UTF-8 text.
     *
     * @throws FileOpenException if that is not possible
     */
    public static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new FileOpenException(path, e);
        }
    }

    /**
     * Reads a whole file as bytes.
     *
     * @param maxBytes the maximum size
     * @throws FileOpenException if that is not possible, or the file is larger
     */
    public static byte[] readBytes(Path path, int maxBytes) {
        try (InputStream file = Files.newInputStream(path)) {
            byte[] content = file.readNBytes(maxBytes + 1);
            if (content.length > maxBytes) {
                throw new IOException("larger than " + maxBytes + " bytes");
            }
            return content;
        } catch (IOException e) {
            throw new FileOpenException(path, e);
        }
    }

    private static OutputStream open(Path path, StandardOpenOption mode) {
        Set<OpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode);
        try {
            return Channels.newOutputStream(
                    Files.newByteChannel(path, options, FileMode.of("rw-rw----")));
        } catch (IOException e) {
            throw new FileOpenException(path, e);
        }
    }
}
