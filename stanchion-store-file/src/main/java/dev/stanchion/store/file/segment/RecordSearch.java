package dev.stanchion.store.file.segment;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.store.file.disk.DiskFile;
import dev.stanchion.store.file.log.RecordLayout;
import java.io.IOException;

/** Finds whole messages where nothing says any more where they begin, or whose they are. */
public final class RecordSearch {
    private static final int READ_AHEAD_BYTES = 64 * 1024;

    private RecordSearch() {}

    /** A whole message, as it lies in a file. */
    public record Found(
            long offset, int recordBytes, String channel, long sequence, long timestamp) {}

    /** Takes messages in the order of the file. */
    @FunctionalInterface
    public interface Target {
        /** Takes one; tells whether more are wanted. */
        boolean found(Found found);
    }

    /** Looks through a part of a file. */
    public static void search(DiskFile file, long from, long to, Target target) throws IOException {
        FileWindow window = new FileWindow(file, to, READ_AHEAD_BYTES);
        boolean isWanted = true;
        long at = window.nextRecord(from);
        while (at >= 0 && isWanted) {
            MsgProtoCursor message = window.message();
            int recordBytes = RecordLayout.recordBytes(window.intAt(at));
            isWanted =
                    target.found(
                            new Found(
                                    at,
                                    recordBytes,
                                    channelOf(message),
                                    message.sequence(),
                                    message.timestampEpochNanos()));
            at = window.nextRecord(at + recordBytes);
        }
    }

    static String channelOf(MsgProtoCursor message) {
        return message.buffer().toString(message.channelIndex(), message.channelLength(), UTF_8);
    }
}
