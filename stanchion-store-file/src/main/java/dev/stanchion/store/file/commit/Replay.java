package dev.stanchion.store.file.commit;

import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskFile;
import dev.stanchion.store.file.segment.ChannelNameOfRecords;
import dev.stanchion.store.file.segment.ReplaySource;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The messages of one channel in the commit log, in order. For one thread at a time. */
public final class Replay implements ReplaySource {
    private static final int FIELDS = 3;
    private static final int OFFSET_BITS = 44;
    private static final long OFFSET_MASK = (1L << OFFSET_BITS) - 1;

    private final Disk disk;
    private final List<CommitScan.Found> files;
    private long[] places = new long[2 * FIELDS];
    private int count;
    private long firstSequence = Long.MAX_VALUE;
    private long lastSequence;
    private long lastTimestamp;

    /** A frame's entry about a run. */
    record Run(long keptFrom, long first, long last, long lastTimestampEpochNanos) {}

    Replay(Disk disk, List<CommitScan.Found> files) {
        this.disk = disk;
        this.files = files;
    }

    void add(int file, long offset, int bytes, Run run) {
        if (count * FIELDS == places.length) {
            places = Arrays.copyOf(places, 2 * places.length);
        }
        places[count * FIELDS] = ((long) file << OFFSET_BITS) | offset;
        places[count * FIELDS + 1] = bytes;
        places[count * FIELDS + 2] = run.keptFrom();
        count++;
        firstSequence = Math.min(firstSequence, run.first());
        lastSequence = Math.max(lastSequence, run.last());
        lastTimestamp = Math.max(lastTimestamp, run.lastTimestampEpochNanos());
    }

    @Override
    public long firstSequence() {
        return firstSequence;
    }

    /** Returns the last timestamp, whether or not its message can be read. */
    public long lastTimestampEpochNanos() {
        return lastTimestamp;
    }

    /** Returns the last sequence, whether or not its message can be read. */
    public long lastSequence() {
        return lastSequence;
    }

    /** Returns the number of the first file that holds something of the channel. */
    @Override
    public long firstCommitFile() {
        return files.get(fileOf(0)).number();
    }

    private int fileOf(int run) {
        return (int) (places[run * FIELDS] >>> OFFSET_BITS);
    }

    @Override
    public void forEach(Target target) throws IOException {
        Map<Integer, DiskFile> open = new HashMap<>();
        try {
            for (int run = 0; run < count; run++) {
                int number = fileOf(run);
                DiskFile file = open.get(number);
                if (file == null) {
                    closeAll(open);
                    file = disk.open(files.get(number).path(), Disk.Access.READ);
                    open.put(number, file);
                }
                target.run(
                        files.get(number).path(),
                        file,
                        places[run * FIELDS] & OFFSET_MASK,
                        (int) places[run * FIELDS + 1],
                        places[run * FIELDS + 2]);
            }
        } finally {
            closeAll(open);
        }
    }

    /** Returns the name that the first readable message has; empty if none can be read. */
    public String channelName() throws IOException {
        ChannelNameOfRecords name = new ChannelNameOfRecords();
        forEach(name);
        return name.name();
    }

    private static void closeAll(Map<?, ? extends Closeable> open) throws IOException {
        for (Closeable file : open.values()) {
            file.close();
        }
        open.clear();
    }
}
