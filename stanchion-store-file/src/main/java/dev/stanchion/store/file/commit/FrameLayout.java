package dev.stanchion.store.file.commit;

import dev.stanchion.store.file.log.MessageRun;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * How the commit log lies in its files. All numbers are big-endian.
 *
 * <pre>
 *   file:   0          8         12       20            28       32
 *           +----------+---------+--------+-------------+--------+--------+-- ...
 *           | STANCOMM | version | number | first frame | CRC32C | frame  |
 *           +----------+---------+--------+-------------+--------+--------+-- ...
 *
 *           first frame  frames of earlier files that have this number or a higher one are void:
 *                        their write or sync had failed
 *
 *   frame:  0      4             8              16           24     28       32
 *           +------+-------------+--------------+------------+------+--------+------+-- ..
 *           | FRAM | header size | frame number | body bytes | runs | CRC32C | runs | body
 *           +------+-------------+--------------+------------+------+--------+------+-- ..
 *
 *           CRC32C  of the header without it: of bytes 0 to 28, and of the runs
 *           body    the records of all runs; each has a checksum of its own
 *
 *   run:    0         8           16      24     32          40         44      48
 *           +---------+-----------+-------+------+-----------+----------+-------+
 *           | channel | kept from | first | last | last time | messages | bytes |
 *           +---------+-----------+-------+------+-----------+----------+-------+
 *
 *           kept from  the first sequence that the channel keeps, by its limits
 *           first,last sequences of the run's messages
 *           last time  of the last one, which limits may have removed already
 *           bytes      of its records
 *
 *   end:    zeros, perhaps: written ahead of the frames that were to come
 * </pre>
 */
final class FrameLayout {
    static final int VERSION = 1;
    static final long FILE_MAGIC = 0x5354414E434F4D4DL; // STANCOMM
    static final int FILE_HEADER_BYTES = 32;
    static final int FRAME_MAGIC = 0x4652414D; // FRAM
    static final int FRAME_HEADER_BYTES = 32;
    static final int RUN_BYTES = 48;

    private static final int CHECKED_BYTES = 28;

    private FrameLayout() {}

    static ByteBuffer fileHeader(long number, long firstFrame) {
        ByteBuffer header = ByteBuffer.allocate(FILE_HEADER_BYTES);
        header.putLong(FILE_MAGIC).putInt(VERSION).putLong(number).putLong(firstFrame);
        header.putInt(fileChecksum(header));
        return header.flip();
    }

    static int fileChecksum(ByteBuffer header) {
        CRC32C crc = new CRC32C();
        crc.update(header.duplicate().position(0).limit(CHECKED_BYTES));
        return (int) crc.getValue();
    }

    static int headerBytes(int runs) {
        return FRAME_HEADER_BYTES + runs * RUN_BYTES;
    }

    /** Puts a frame's header into a buffer that has room for it. */
    static void putHeader(ByteBuffer target, long frame, long bodyBytes, List<MessageRun> runs) {
        int start = target.position();
        target.putInt(FRAME_MAGIC).putInt(headerBytes(runs.size()));
        target.putLong(frame).putLong(bodyBytes).putInt(runs.size()).putInt(0);
        for (int i = 0; i < runs.size(); i++) {
            MessageRun run = runs.get(i);
            target.putLong(run.channel()).putLong(run.keptFrom());
            target.putLong(run.firstSequence()).putLong(run.lastSequence());
            target.putLong(run.lastTimestampEpochNanos());
            target.putInt(run.messageCount()).putInt(run.recordBytes());
        }
        int size = target.position() - start;
        target.putInt(start + CHECKED_BYTES, checksum(target, start, size));
    }

    /** Returns the checksum of a header that lies whole in a buffer. */
    static int checksum(ByteBuffer buffer, int start, int headerBytes) {
        CRC32C crc = new CRC32C();
        crc.update(buffer.slice(start, CHECKED_BYTES));
        crc.update(buffer.slice(start + FRAME_HEADER_BYTES, headerBytes - FRAME_HEADER_BYTES));
        return (int) crc.getValue();
    }

    static int storedChecksum(ByteBuffer buffer, int start) {
        return buffer.getInt(start + CHECKED_BYTES);
    }
}
