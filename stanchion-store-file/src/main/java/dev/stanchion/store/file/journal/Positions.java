package dev.stanchion.store.file.journal;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.recordlog.RecordFrame;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * A file that is mapped to memory: when its server was last alive, and a {@link Slot} for each
 * channel. It grows by extents, each mapped by itself, so no slot ever moves.
 *
 * <pre>
 *   0          8         12         20        24        32         40       44      4096
 *   +----------+---------+----------+---------+---------+----------+--------+--  ---+------------ ...
 *   | STANSLOT | version |    id    | CRC32C  | boot id | alive at | state  |   0   | 1024 slots ...
 *   +----------+---------+----------+---------+---------+----------+--------+--  ---+------------ ...
 * </pre>
 *
 * <p>Numbers are big-endian; {@code alive at} counts milliseconds since 1970. For one thread at a
 * time, except {@link #stamp} and {@link #abandon}, and the slots, which have owners of their own.
 */
final class Positions implements Closeable {
    static final int HEADER_BYTES = 4096;
    static final int SLOTS_PER_EXTENT = 1024;
    static final int EXTENT_BYTES = SLOTS_PER_EXTENT * Slot.BYTES;

    private static final long MAGIC = 0x5354414E534C4F54L; // STANSLOT
    private static final int VERSION = 1;
    private static final int CHECKED_BYTES = 20;
    private static final int BOOT_ID_OFFSET = 24;
    private static final int ALIVE_AT_OFFSET = 32;
    private static final int STATE_OFFSET = 40;

    /** The end of the last run, as far as it could record it. */
    enum State {
        /** It has not: it runs, or was killed. */
        OPEN(0),
        /** In good order: all is on the disk, so it survives the end of the machine. */
        CLOSED(1),
        /** It could not write any more, so its records had become old before the run ended. */
        ABANDONED(2);

        private final int code;

        State(int code) {
            this.code = code;
        }

        /** Whatever no run has ever written is nothing to believe. */
        private static State of(int code) {
            return Arrays.stream(values())
                    .filter(state -> state.code == code)
                    .findFirst()
                    .orElse(ABANDONED);
        }
    }

    /**
     * The last run's record of itself.
     *
     * @param bootId the ID of the start of the machine in which it ran; 0 if unknown
     * @param aliveAtEpochMillis when it last served clients; 0 if it never did
     */
    record Stamp(State state, long bootId, long aliveAtEpochMillis) {}

    private final Path path;
    private final MappableFile file;
    private final Consumer<Throwable> lost;
    private final List<MappedByteBuffer> extents = new ArrayList<>();
    private final MappedByteBuffer header;

    private Positions(Path path, MappableFile file, Consumer<Throwable> lost) throws IOException {
        this.path = path;
        this.file = file;
        this.lost = lost;
        this.header = file.map(0, HEADER_BYTES);
    }

    /**
     * Opens the file, which is created if it is missing or was never written.
     *
     * @param id of the record log that it belongs to
     * @param lost told, on any thread, when the memory cannot be written any more
     * @throws StoreException of kind {@code CORRUPT} if it is not that log's
     */
    static Positions open(JournalFiles files, Path path, long id, Consumer<Throwable> lost)
            throws IOException {
        MappableFile file = files.open(path);
        try {
            boolean isNew = file.sizeBytes() < HEADER_BYTES;
            if (isNew) {
                file.write(newHeader(id), 0);
            }
            Positions positions = new Positions(path, file, lost);
            positions.requireBelongingTo(id);
            positions.mapExtents();
            return positions;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static ByteBuffer newHeader(long id) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        header.putLong(MAGIC).putInt(VERSION).putLong(id);
        header.putInt(RecordFrame.checksum(header.slice(0, CHECKED_BYTES)));
        return header.clear();
    }

    private void requireBelongingTo(long id) {
        ByteBuffer fields = header.slice(0, CHECKED_BYTES);
        boolean isWhole =
                header.getInt(CHECKED_BYTES)
                        == RecordFrame.checksum(header.slice(0, CHECKED_BYTES));
        if (!isWhole
                || fields.getLong() != MAGIC
                || fields.getInt() != VERSION
                || fields.getLong() != id) {
            throw corrupt(0, "it does not belong to the record log beside it");
        }
    }

    /** An extent that was being written when the process ended holds no slot yet. */
    private void mapExtents() throws IOException {
        long whole = (file.sizeBytes() - HEADER_BYTES) / EXTENT_BYTES;
        while (extents.size() < whole) {
            extents.add(file.map(positionOf(extents.size()), EXTENT_BYTES));
        }
    }

    private static long positionOf(int extent) {
        return HEADER_BYTES + (long) extent * EXTENT_BYTES;
    }

    /** Returns the record of the last run. */
    Stamp lastStamp() {
        return new Stamp(
                State.of(header.getInt(STATE_OFFSET)),
                header.getLong(BOOT_ID_OFFSET),
                header.getLong(ALIVE_AT_OFFSET));
    }

    /** This run begins; the time at which the one before was alive stays until {@link #stamp}. */
    void begin(long bootId) {
        header.putLong(BOOT_ID_OFFSET, bootId);
        header.putInt(STATE_OFFSET, State.OPEN.code);
    }

    /** The server serves clients now. Safe from any thread. */
    void stamp(long nowEpochMillis) {
        header.putLong(ALIVE_AT_OFFSET, nowEpochMillis);
    }

    /** Makes the records invalid. Safe from any thread. */
    void abandon() {
        header.putInt(STATE_OFFSET, State.ABANDONED.code);
    }

    /** Makes the slot of a new channel. */
    Slot begin(int number, String channel) throws IOException {
        while (number >= extents.size() * SLOTS_PER_EXTENT) {
            grow();
        }
        Slot slot = slot(number);
        slot.begin(channel);
        return slot;
    }

    /** The room is really taken, so that a full disk is an error here and not in the memory. */
    private void grow() throws IOException {
        long position = positionOf(extents.size());
        file.write(ByteBuffer.allocate(EXTENT_BYTES), position);
        extents.add(file.map(position, EXTENT_BYTES));
    }

    /**
     * Finds the slot of a channel of an earlier run.
     *
     * @throws StoreException of kind {@code CORRUPT} if it is not that channel's
     */
    Slot find(int number, String channel) {
        if (number >= 0 && number < extents.size() * SLOTS_PER_EXTENT) {
            Slot slot = slot(number);
            if (slot.isOf(channel)) {
                return slot;
            }
        }
        throw corrupt(
                positionOf(0) + (long) number * Slot.BYTES,
                "there should be the position of channel " + channel);
    }

    private Slot slot(int number) {
        ByteBuffer extent = extents.get(number / SLOTS_PER_EXTENT);
        return new Slot(extent, number % SLOTS_PER_EXTENT * Slot.BYTES, lost);
    }

    private StoreException corrupt(long offset, String reason) {
        return new StoreException(
                StoreException.Kind.CORRUPT, "read", path + " at offset " + offset, reason);
    }

    /** Puts all on the disk, and then says that it is there. */
    void closeInGoodOrder() throws IOException {
        file.force();
        header.putInt(STATE_OFFSET, State.CLOSED.code);
        file.force();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
