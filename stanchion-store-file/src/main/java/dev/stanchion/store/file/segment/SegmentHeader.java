package dev.stanchion.store.file.segment;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskFile;
import dev.stanchion.store.file.disk.NoFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32C;

/**
 * The beginning of a segment's file. All numbers are big-endian.
 *
 * <pre>
 *   0          8         12          16        24              32       36        36 + n
 *   +----------+---------+-----------+---------+---------------+--------+-- ... --+--------+
 *   | STANSEGM | version | dataStart | channel | base sequence | n      |  name   | CRC32C |
 *   +----------+---------+-----------+---------+---------------+--------+-- ... --+--------+
 *
 *   dataStart      where the first record begins
 *   base sequence  the file's first message has this sequence or a higher one
 *   CRC32C         of all before it; every version has it there, so that a version can be trusted
 * </pre>
 *
 * @param channel the channel's number in the catalog
 * @param name the channel's name, so that a directory explains itself
 */
public record SegmentHeader(long channel, long baseSequence, String name) {
    /** The format that is written, and the newest that can be read. */
    public static final int VERSION = 1;

    private static final long MAGIC = 0x5354414E5345474DL; // STANSEGM
    private static final int FIXED_BYTES = 36;
    private static final int MAX_NAME_BYTES = 16 * 1024; // as in the catalog

    ByteBuffer encoded() {
        byte[] nameBytes = name.getBytes(UTF_8);
        ByteBuffer header = ByteBuffer.allocate(FIXED_BYTES + nameBytes.length + Integer.BYTES);
        header.putLong(MAGIC).putInt(VERSION).putInt(header.capacity());
        header.putLong(channel).putLong(baseSequence).putInt(nameBytes.length).put(nameBytes);
        header.putInt(checksum(header.duplicate().flip()));
        return header.flip();
    }

    /** Returns how long a file is that ends within any header. */
    static int leastBytes() {
        return FIXED_BYTES + Integer.BYTES;
    }

    int dataStart() {
        return FIXED_BYTES + name.getBytes(UTF_8).length + Integer.BYTES;
    }

    /**
     * Reads a header. Its content counts only if its checksum is right, in particular its version.
     *
     * @return empty if the file has no whole one: it was being created when the machine ended, or
     *     is damaged
     * @throws StoreException of kind {@code CORRUPT} if a newer Stanchion wrote the file; every
     *     format has this header
     */
    static Optional<SegmentHeader> read(DiskFile file, Path path) throws IOException {
        long sizeBytes = file.sizeBytes();
        if (sizeBytes < FIXED_BYTES + Integer.BYTES) {
            return Optional.empty();
        }
        ByteBuffer fixed = ByteBuffer.allocate(FIXED_BYTES);
        file.readFully(fixed, 0);
        fixed.flip();
        boolean isOurs = fixed.getLong() == MAGIC;
        int version = fixed.getInt();
        int dataStart = fixed.getInt();
        long channel = fixed.getLong();
        long baseSequence = fixed.getLong();
        int nameBytes = fixed.getInt();
        if (!isOurs
                || nameBytes < 0
                || nameBytes > MAX_NAME_BYTES
                || dataStart != FIXED_BYTES + nameBytes + Integer.BYTES
                || sizeBytes < dataStart) {
            return Optional.empty();
        }
        ByteBuffer whole = ByteBuffer.allocate(dataStart);
        file.readFully(whole, 0);
        ByteBuffer checked = whole.duplicate().position(0).limit(dataStart - Integer.BYTES);
        if (whole.getInt(dataStart - Integer.BYTES) != checksum(checked)) {
            return Optional.empty();
        }
        if (version > VERSION || version < 1) {
            throw wrongVersion(path, version);
        }
        String name = new String(whole.array(), FIXED_BYTES, nameBytes, UTF_8);
        return Optional.of(new SegmentHeader(channel, baseSequence, name));
    }

    /**
     * Makes up a header for a file without a whole one, from the messages behind it and the file's
     * name.
     *
     * @param channel the channel of the file's directory
     * @param name the name of that channel; empty if it is unknown
     * @return a header with channel number 0 if the messages belong to another channel; empty if
     *     there are none
     */
    static Optional<SegmentHeader> madeUp(DiskFile file, Path path, long channel, String name)
            throws IOException {
        AtomicReference<String> found = new AtomicReference<>("");
        RecordSearch.search(
                file,
                FIXED_BYTES,
                file.sizeBytes(),
                record -> {
                    found.set(record.channel());
                    return false;
                });
        if (found.get().isEmpty()) {
            return Optional.empty();
        }
        boolean isOurs = name.isEmpty() || name.equals(found.get());
        long base = SegmentName.baseSequence(path);
        return Optional.of(new SegmentHeader(isOurs ? channel : 0, base, found.get()));
    }

    /** Reads the header of any segment in a directory; empty if there is none. */
    public static Optional<SegmentHeader> firstIn(Disk disk, Path directory, long channel)
            throws IOException {
        for (Disk.Entry entry : disk.list(directory)) {
            if (!entry.isDirectory() && SegmentName.isOne(entry.name())) {
                Optional<SegmentHeader> header = readOrMadeUp(disk, entry.path(), channel);
                if (header.isPresent()) {
                    return header;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<SegmentHeader> readOrMadeUp(Disk disk, Path path, long channel)
            throws IOException {
        try (DiskFile file = disk.open(path, Disk.Access.READ)) {
            Optional<SegmentHeader> header = read(file, path);
            return header.isPresent() ? header : madeUp(file, path, channel, "");
        } catch (NoFileException e) {
            return Optional.empty();
        }
    }

    private static StoreException wrongVersion(Path path, int version) {
        return new StoreException(
                StoreException.Kind.CORRUPT,
                "open",
                path.toString(),
                ("it has format version %d (expected: at most %d); a newer Stanchion wrote it,"
                                + " start that one")
                        .formatted(version, VERSION));
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
