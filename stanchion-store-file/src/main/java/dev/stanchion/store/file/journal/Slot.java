package dev.stanchion.store.file.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.store.file.recordlog.RecordFrame;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/**
 * A channel's position in memory that is mapped to a file, so that it outlives the process without
 * a system call. A line of the processor's cache to itself: the next slot may be another shard's.
 *
 * <pre>
 *   0             4          8               16                24           64
 *   +-------------+----------+---------------+-----------------+-----  -----+
 *   | CRC of name |    0     | last sequence | its timestamp   |      0     |
 *   +-------------+----------+---------------+-----------------+-----  -----+
 * </pre>
 *
 * <p>The sequence is written last and in one piece: wherever the process ends, it is at least that
 * of the last message that anyone was told of.
 */
final class Slot implements Position {
    static final int BYTES = 64;

    private static final int SEQUENCE_OFFSET = 8;
    private static final int TIMESTAMP_OFFSET = 16;
    private static final VarHandle LONG =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final ByteBuffer extent;
    private final int offset;
    private final Consumer<Throwable> lost;
    private boolean isLost;

    /**
     * @param extent mapped, shared with other slots
     * @param lost told once if the file behind the memory is gone
     */
    Slot(ByteBuffer extent, int offset, Consumer<Throwable> lost) {
        this.extent = extent;
        this.offset = offset;
        this.lost = lost;
    }

    /** Makes the slot that of a new channel. */
    void begin(String channel) {
        for (int at = 0; at < BYTES; at += Long.BYTES) {
            extent.putLong(offset + at, 0);
        }
        extent.putInt(offset, checksumOf(channel));
    }

    /** Returns whether it is the slot of a channel of this name. */
    boolean isOf(String channel) {
        return extent.getInt(offset) == checksumOf(channel);
    }

    private static int checksumOf(String channel) {
        return RecordFrame.checksum(UTF_8.encode(channel));
    }

    @Override
    public long lastSequence() {
        return (long) LONG.getAcquire(extent, offset + SEQUENCE_OFFSET);
    }

    @Override
    public long lastTimestampEpochNanos() {
        return extent.getLong(offset + TIMESTAMP_OFFSET);
    }

    @Override
    public void advance(long sequence, long timestampEpochNanos) {
        if (isLost) {
            return;
        }
        try {
            extent.putLong(offset + TIMESTAMP_OFFSET, timestampEpochNanos);
            LONG.setRelease(extent, offset + SEQUENCE_OFFSET, sequence);
        } catch (InternalError e) { // how the virtual machine says that the file was cut short
            isLost = true;
            lost.accept(e);
        }
    }
}
