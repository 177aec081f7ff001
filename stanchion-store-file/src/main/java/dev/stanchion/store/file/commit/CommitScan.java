package dev.stanchion.store.file.commit;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.commit.FrameFinder.Frame;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the files of the commit log hold, by channel: found by looking at the headers of all frames,
 * without reading any message. Immutable once it was made.
 *
 * <p>Where a frame cannot be read, the next one that can is looked for. If there is none, the log
 * ended there: with zeros, which were written ahead of it, or with a part of a frame, when the
 * process or the machine ended while it was written. If there is one, something was damaged that
 * had been whole; that is told, and the rest is used.
 *
 * <p>Of the last frame alone the messages are looked at, too: over what was written ahead, a header
 * does not say that the rest has followed.
 */
public final class CommitScan {
    private static final Logger LOG = LoggerFactory.getLogger(CommitScan.class);
    private static final Pattern NAME = Pattern.compile("(\\d{16})\\.log");

    private final Disk disk;
    private final DamageListener listener;
    private final List<Found> files = new ArrayList<>();
    private final Map<Long, Replay> replays = new HashMap<>();
    private long lastNumber;
    private long nextFrame = 1;
    private long nextFile;

    /** A file that holds something. */
    public record Found(Path path, long number, long sizeBytes) {}

    private record Candidate(Found file, long firstFrame) {}

    /** Hears what in the files is not as it was written. */
    public interface DamageListener {
        /** From an offset on the file has nothing that can be read: it ended within a write. */
        void endsEarly(Path path, long offset, long bytes);

        /** A stretch cannot be read, and something behind it can. */
        void damaged(Path path, long from, long to);
    }

    private CommitScan(Disk disk, DamageListener listener) {
        this.disk = disk;
        this.listener = listener;
    }

    /**
     * Looks into all files.
     *
     * @throws StoreException of kind {@code CORRUPT} if a newer Stanchion wrote one of them
     */
    public static CommitScan of(Disk disk, Path directory) throws IOException {
        return of(disk, directory, new Log());
    }

    /** As the other, for somebody who wants to know of all damage. */
    public static CommitScan of(Disk disk, Path directory, DamageListener listener)
            throws IOException {
        CommitScan scan = new CommitScan(disk, listener);
        List<Candidate> candidates = scan.candidates(directory);
        for (int i = 0; i < candidates.size(); i++) {
            long voidFrom =
                    i + 1 < candidates.size() ? leastFirstFrame(candidates, i + 1) : Long.MAX_VALUE;
            scan.look(candidates.get(i), voidFrom, isCounted(candidates, i));
        }
        return scan;
    }

    private static long leastFirstFrame(List<Candidate> candidates, int from) {
        return candidates.subList(from, candidates.size()).stream()
                .mapToLong(Candidate::firstFrame)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /**
     * Tells whether the first frame of the file right behind one says what counts in this: whoever
     * began it had looked, and has gone on from there.
     */
    private static boolean isCounted(List<Candidate> candidates, int i) {
        if (i + 1 == candidates.size()) {
            return false;
        }
        Candidate next = candidates.get(i + 1);
        return next.firstFrame() < Long.MAX_VALUE
                && next.file().number() == candidates.get(i).file().number() + 1;
    }

    /**
     * Returns when all that was found would survive the end of the machine. The last of it was
     * perhaps written only, and not synced, when a process was killed; but what is here goes on to
     * be numbered behind, read and acknowledged, as if it had been.
     */
    public void force() throws IOException {
        for (Found found : files) {
            try (DiskFile file = disk.open(found.path(), Disk.Access.READ_WRITE)) {
                file.force();
            }
        }
    }

    private List<Candidate> candidates(Path directory) throws IOException {
        List<Candidate> candidates = new ArrayList<>();
        for (Disk.Entry entry : disk.list(directory)) {
            Matcher name = NAME.matcher(entry.name());
            if (!entry.isDirectory() && name.matches()) {
                long number = Long.parseLong(name.group(1));
                lastNumber = Math.max(lastNumber, number);
                Candidate candidate = candidate(entry.path(), number);
                if (candidate != null) {
                    candidates.add(candidate);
                }
            }
        }
        candidates.sort(Comparator.comparingLong(candidate -> candidate.file().number()));
        return candidates;
    }

    private @Nullable Candidate candidate(Path path, long number) throws IOException {
        try (DiskFile file = disk.open(path, Disk.Access.READ)) {
            long sizeBytes = file.sizeBytes();
            if (sizeBytes < FrameLayout.FILE_HEADER_BYTES) {
                LOG.info("{} is left out: it was being created when the last run ended", path);
                return null;
            }
            ByteBuffer header = ByteBuffer.allocate(FrameLayout.FILE_HEADER_BYTES);
            file.readFully(header, 0);
            header.flip();
            boolean isOurs = header.getLong() == FrameLayout.FILE_MAGIC;
            int version = header.getInt();
            if (isOurs && version != FrameLayout.VERSION) {
                throw wrongVersion(path, version);
            }
            long foundNumber = header.getLong();
            long firstFrame = header.getLong();
            if (!isOurs
                    || header.getInt() != FrameLayout.fileChecksum(header)
                    || foundNumber != number) {
                if (sizeBytes > FrameLayout.FILE_HEADER_BYTES) {
                    LOG.error(
                            "{} is damaged at offset 0; what can be read behind that is used",
                            path);
                }
                return new Candidate(new Found(path, number, sizeBytes), Long.MAX_VALUE);
            }
            return new Candidate(new Found(path, number, sizeBytes), firstFrame);
        }
    }

    private static StoreException wrongVersion(Path path, int version) {
        return new StoreException(
                StoreException.Kind.CORRUPT,
                "open",
                path.toString(),
                ("it has format version %d (expected: %d); a newer Stanchion wrote it, start that"
                                + " one")
                        .formatted(version, FrameLayout.VERSION));
    }

    private void look(Candidate candidate, long voidFrom, boolean isCounted) throws IOException {
        Found found = candidate.file();
        nextFile = files.size();
        files.add(found);
        try (DiskFile file = disk.open(found.path(), Disk.Access.READ)) {
            FrameFinder frames = new FrameFinder(file, found.sizeBytes());
            lookThrough(frames, found, voidFrom, isCounted);
        }
    }

    private void lookThrough(FrameFinder frames, Found found, long voidFrom, boolean isCounted)
            throws IOException {
        long offset = FrameLayout.FILE_HEADER_BYTES;
        Frame last = null;
        for (Frame next = frames.firstFrom(offset); next != null; next = frames.firstFrom(offset)) {
            if (last != null) {
                take(last, voidFrom);
            }
            if (next.offset() > offset) {
                listener.damaged(found.path(), offset, next.offset());
            }
            last = next;
            offset = next.end();
        }
        if (last != null) {
            boolean isTorn =
                    last.end() > found.sizeBytes() || (!isCounted && frames.isHalfWritten(last));
            if (isTorn) {
                offset = last.offset(); // all of it: its publishers may have been refused
            } else {
                take(last, voidFrom);
            }
        }
        long zeros = frames.zerosFrom(offset);
        if (zeros > offset) {
            listener.endsEarly(found.path(), offset, zeros - offset);
        }
    }

    private static final class Log implements DamageListener {
        @Override
        public void endsEarly(Path path, long offset, long bytes) {
            LOG.warn(
                    "{} ends within a write at offset {}: {} bytes that nobody was told of are"
                            + " left out",
                    path,
                    offset,
                    bytes);
        }

        @Override
        public void damaged(Path path, long from, long to) {
            LOG.error(
                    "{} is damaged from offset {} to {}: messages that were there may be lost."
                            + " Look after the disk, and restore from a copy if it matters",
                    path,
                    from,
                    to);
        }
    }

    private void take(Frame frame, long voidFrom) {
        if (frame.number() >= voidFrom || frame.number() < nextFrame) {
            return;
        }
        nextFrame = frame.number() + 1;
        ByteBuffer header = frame.header();
        int runs = header.getInt(24);
        long offset = frame.bodyOffset();
        header.position(FrameLayout.FRAME_HEADER_BYTES);
        for (int i = 0; i < runs; i++) {
            long channel = header.getLong();
            long keptFrom = header.getLong();
            long first = header.getLong();
            long last = header.getLong();
            long lastTimestamp = header.getLong();
            header.getInt(); // how many messages; the records say it too
            int bytes = header.getInt();
            replays.computeIfAbsent(channel, ignored -> new Replay(disk, files))
                    .add(
                            (int) nextFile,
                            offset,
                            bytes,
                            new Replay.Run(keptFrom, first, last, lastTimestamp));
            offset += bytes;
        }
    }

    /** Returns all files that hold something, oldest first. */
    public List<Found> files() {
        return List.copyOf(files);
    }

    /** Returns the numbers of all channels of which there is something. */
    public Set<Long> channels() {
        return Set.copyOf(replays.keySet());
    }

    /** Returns what there is of a channel; null if that is nothing. */
    public @Nullable Replay replayOf(long channel) {
        return replays.get(channel);
    }

    long lastNumber() {
        return lastNumber;
    }

    long nextFrame() {
        return nextFrame;
    }
}
