package dev.stanchion.cli.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads an export line by line, packed with gzip or not. It holds one line at a time. For one
 * thread.
 */
public final class ExportReader implements AutoCloseable {
    /** No server takes a longer line in an import. */
    static final int MAX_LINE_CHARS = 8 * 1024 * 1024;

    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private final Reader in;
    private final StringBuilder line = new StringBuilder();
    private long number;

    private ExportReader(Reader in) {
        this.in = in;
    }

    /** Opens a file. */
    public static ExportReader open(Path file) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        try {
            bytes.mark(2);
            boolean isPacked = bytes.read() == GZIP_FIRST && bytes.read() == GZIP_SECOND;
            bytes.reset();
            return new ExportReader(
                    new BufferedReader(
                            new InputStreamReader(
                                    isPacked ? new GZIPInputStream(bytes) : bytes,
                                    UTF_8.newDecoder()
                                            .onMalformedInput(CodingErrorAction.REPORT))));
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    /** Returns whether a file begins as an export of messages does. */
    public static boolean isExport(Path file) throws IOException {
        try (ExportReader reader = open(file)) {
            String first = reader.nextText();
            return first != null && ExportLine.of(1, first).kind() == ExportLine.Kind.EXPORT;
        } catch (BrokenExportException other) {
            return false;
        }
    }

    /**
     * Returns the next line; null at the end.
     *
     * @throws BrokenExportException if it is no line of an export
     */
    public @Nullable ExportLine next() throws IOException {
        String text = nextText();
        return text == null ? null : ExportLine.of(number, text);
    }

    private @Nullable String nextText() throws IOException {
        line.setLength(0);
        number++;
        int character = in.read();
        if (character < 0) {
            return null;
        }
        while (character >= 0 && character != '\n') {
            if (line.length() == MAX_LINE_CHARS) {
                throw new BrokenExportException(
                        number,
                        "the line is too long (limit: %d characters)".formatted(MAX_LINE_CHARS));
            }
            line.append((char) character);
            character = in.read();
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
