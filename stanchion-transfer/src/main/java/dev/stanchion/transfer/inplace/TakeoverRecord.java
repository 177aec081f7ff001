package dev.stanchion.transfer.inplace;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * The file {@code takeover} in the store: how far the takeover is, and which files of the Go server
 * it has copied.
 *
 * <pre>
 *   complete
 *   12 files, 48123 bytes, 0a1b2c3d
 * </pre>
 */
record TakeoverRecord(boolean isComplete, String fingerprint) {
    private static final String NAME = "takeover";
    private static final String COMPLETE = "complete";
    private static final String COPYING = "copying";
    private static final int LINES = 2;
    private static final int MAX_BYTES = 4096;

    /** Reads the record of a store; empty if there is none that can be read. */
    static Optional<TakeoverRecord> in(Path store) throws IOException {
        Path file = store.resolve(NAME);
        if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        return lines.size() == LINES && List.of(COMPLETE, COPYING).contains(lines.getFirst())
                ? Optional.of(
                        new TakeoverRecord(lines.getFirst().equals(COMPLETE), lines.getLast()))
                : Optional.empty();
    }

    /** Writes the record. After a crash there is the old one or the new one. */
    void writeTo(Path store) throws IOException {
        Files.createDirectories(store);
        Path next = store.resolve(NAME + ".new");
        String text = (isComplete ? COMPLETE : COPYING) + "\n" + fingerprint + "\n";
        try (FileChannel file =
                FileChannel.open(
                        next,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
        Files.move(next, store.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    }
}
