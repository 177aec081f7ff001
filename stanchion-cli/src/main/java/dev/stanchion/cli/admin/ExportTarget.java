package dev.stanchion.cli.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;

/** Where an export is written. */
final class ExportTarget {
    private ExportTarget() {}

    /** Opens a file that did not exist; it is packed if its name ends with {@code .gz}. */
    static Writer create(Path file) throws IOException {
        return create(file, Long.MAX_VALUE);
    }

    /** Does the same, for at most so many bytes. */
    static Writer create(Path file, long mostBytes) throws IOException {
        OutputStream bytes =
                new Bounded(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), mostBytes);
        return new BufferedWriter(
                new OutputStreamWriter(
                        file.toString().endsWith(".gz") ? new GZIPOutputStream(bytes) : bytes,
                        UTF_8));
    }

    /** Refuses what is more than a file may have. */
    private static final class Bounded extends FilterOutputStream {
        private final long most;
        private long written;

        Bounded(OutputStream out, long most) {
            super(out);
            this.most = most;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length > most - written) {
                throw new IOException("the copy has more than %d bytes".formatted(most));
            }
            written += length;
            out.write(bytes, offset, length);
        }
    }
}
