package dev.stanchion.store.file.commit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the frames of a file of the commit log lie, as {@code docs/reference/file-format.md} says
 * it.
 */
public final class CommitFrames {
    private static final int FILE_HEADER_BYTES = 32;
    private static final int MAGIC = 0x4652414D; // FRAM

    /** Where a frame begins, where its messages begin, and where it ends. */
    public record Place(int start, int body, int end) {}

    private CommitFrames() {}

    /** Returns the places of all frames of a file. */
    public static List<Place> of(Path file) {
        ByteBuffer bytes = ByteBuffer.wrap(read(file));
        List<Place> places = new ArrayList<>();
        int at = FILE_HEADER_BYTES;
        while (at + Integer.BYTES <= bytes.limit() && bytes.getInt(at) == MAGIC) {
            int body = at + bytes.getInt(at + 4);
            int end = body + (int) bytes.getLong(at + 16);
            places.add(new Place(at, body, end));
            at = end;
        }
        return places;
    }

    /** Returns where the last frame of a file ends. */
    public static int end(Path file) {
        List<Place> places = of(file);
        return places.isEmpty() ? FILE_HEADER_BYTES : places.getLast().end();
    }

    /** Returns all of a file. */
    public static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
