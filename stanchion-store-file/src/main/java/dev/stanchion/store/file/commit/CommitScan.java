package dev.stanchion.store.file.commit;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.commit.FrameFinder.Frame;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskFile;
import dev.stanchion.store.file.disk.NoFileException;
import dev.stanchion.store.file.segment.RecordSearch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The content of the commit log's files, by channel. A scan looks at the headers of all frames,
 * without reading any message. Immutable once it was made.
 *
 * <p>If a frame cannot be read, the scan looks for the next readable one. If there is none, the log
 * ended there: with zeros, which were written ahead, or with a part of a frame, because the process
 * or the machine ended during its write. If there is one, a frame was damaged that had been whole.
 * The scan reports that, and the rest is used.
 *
 * <p>Of the last frame it looks at the messages, too: over bytes that were written ahead, a header
 * does not prove that the rest has followed.
 */
public final class CommitScan {
    private static final Logger LOG = LoggerFactory.getLogger(CommitScan.class);
    private static final long UNKNOWN = Long.MIN_VALUE;
    private static final Pattern NAME = Pattern.compile("(\\d{16})\\.log");

    private final Disk disk;
    private final ToLongFunction<String> numbers;
    private final DamageListener listener;
    private final List<Found> files = new ArrayList<>();
    private final Map<Long, Replay> replays = new HashMap<>();
    private final Set<Long> numbersFound = new HashSet<>();
    private long lastNumber;
    private long nextFrame = 1;
    private long tornAt;
    private long nextFile;

    /** A file that holds something. */
    public record Found(Path path, long number, long sizeBytes) {}

    /** Gets the damages of the files. */
    public interface DamageListener {
        /** From an offset on the file has nothing that can be read: it ended within a write. */
        void endsEarly(Path path, long offset, long bytes);

        /**
         * A stretch cannot be read. Messages in it that can are used all the same; frames may be
         * gone whose end was cut off, where the stretch is empty.
         */
        void damaged(Path path, long from, long to);

        /** Nothing of a file can be used, or its beginning is damaged. */
        void damaged(Path path, String why);
    }

    private CommitScan(Disk disk, ToLongFunction<String> numbers, DamageListener listener) {
        this.disk = disk;
        this.numbers = numbers;
        this.listener = listener;
    }

    /**
     * Looks into all files.
     *
     * @param numbers the number of a channel, by its name, for messages that nothing else
     *     identifies; 0 if there is none
     * @throws StoreException of kind {@code CORRUPT} if a newer Stanchion wrote one of them
     */
    public static CommitScan of(Disk disk, Path directory, ToLongFunction<String> numbers)
            throws IOException {
        return of(disk, directory, numbers, new Log());
    }

    /** Does the same, and reports every damage. */
    public static CommitScan of(
            Disk disk, Path directory, ToLongFunction<String> numbers, DamageListener listener)
            throws IOException {
        CommitScan scan = new CommitScan(disk, numbers, listener);
        List<CommitFile> candidates = scan.candidates(directory);
        for (int i = 0; i < candidates.size(); i++) {
            long voidFrom =
                    i + 1 < candidates.size() ? leastFirstFrame(candidates, i + 1) : Long.MAX_VALUE;
            scan.look(candidates.get(i), voidFrom, isCounted(candidates, i));
        }
        return scan;
    }

    private static long leastFirstFrame(List<CommitFile> candidates, int from) {
        return candidates.subList(from, candidates.size()).stream()
                .mapToLong(CommitFile::firstFrame)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /**
     * Returns whether the first frame of the next file defines the end of this one: the process
     * that began it had looked, and continued from there.
     */
    private static boolean isCounted(List<CommitFile> candidates, int i) {
        if (i + 1 == candidates.size()) {
            return false;
        }
        CommitFile next = candidates.get(i + 1);
        return next.firstFrame() < Long.MAX_VALUE
                && next.number() == candidates.get(i).number() + 1;
    }

    /**
     * Returns when all of the found messages would survive the end of the machine. The last of them
     * may have been written and not synced when a process was killed. But later messages get
     * numbers behind them, and they are read and acknowledged as if they had been synced.
     */
    public void force() throws IOException {
        for (Found found : files) {
            try (DiskFile file = disk.open(found.path(), Disk.Access.READ_WRITE)) {
                file.force();
            }
        }
    }

    private List<CommitFile> candidates(Path directory) throws IOException {
        List<CommitFile> candidates = new ArrayList<>();
        for (Disk.Entry entry : entries(directory)) {
            Matcher name = NAME.matcher(entry.name());
            if (!entry.isDirectory() && name.matches()) {
                long number = Long.parseLong(name.group(1));
                lastNumber = Math.max(lastNumber, number);
                CommitFile candidate = candidate(entry.path(), number);
                if (candidate != null) {
                    candidates.add(candidate);
                    numbersFound.add(number);
                }
            }
        }
        candidates.sort((a, b) -> Long.compare(a.number(), b.number()));
        return candidates;
    }

    private List<Disk.Entry> entries(Path directory) throws IOException {
        try {
            return disk.list(directory);
        } catch (NoSuchFileException gone) {
            return List.of();
        }
    }

    private @Nullable CommitFile candidate(Path path, long number) throws IOException {
        CommitFile candidate;
        try {
            candidate = CommitFile.read(disk, path, number);
        } catch (NoFileException e) {
            listener.damaged(path, String.valueOf(e.getReason()));
            return null;
        }
        if (!candidate.hasRoom()) {
            LOG.info("{} is ignored: it was being created when the last run ended", path);
            return null;
        }
        if (!candidate.isHeaderWhole() && candidate.sizeBytes() > FrameLayout.FILE_HEADER_BYTES) {
            listener.damaged(
                    path, "its header is damaged; everything that can be read behind it is used");
        }
        return candidate;
    }

    private void look(CommitFile candidate, long voidFrom, boolean isCounted) throws IOException {
        Found found = new Found(candidate.path(), candidate.number(), candidate.sizeBytes());
        nextFile = files.size();
        files.add(found);
        try (DiskFile file = disk.open(found.path(), Disk.Access.READ)) {
            FrameFinder frames = new FrameFinder(file, found.sizeBytes());
            long end = lookThrough(file, frames, found, voidFrom, isCounted);
            long expected =
                    candidate.isHeaderWhole()
                            ? Math.max(nextFrame, candidate.firstFrame())
                            : nextFrame;
            lookBehind(file, frames, found, end, isCounted ? voidFrom - expected : UNKNOWN);
            if (isCounted) {
                nextFrame = Math.max(nextFrame, voidFrom);
            }
        }
    }

    /** Returns where the last frame that counts ends. */
    private long lookThrough(
            DiskFile file, FrameFinder frames, Found found, long voidFrom, boolean isCounted)
            throws IOException {
        long offset = FrameLayout.FILE_HEADER_BYTES;
        tornAt = -1;
        Frame last = null;
        for (Frame next = frames.firstFrom(offset); next != null; next = frames.firstFrom(offset)) {
            if (last != null) {
                take(last, voidFrom);
            }
            if (next.offset() > offset) {
                damaged(file, found, offset, next.offset());
            }
            last = next;
            offset = next.end();
        }
        if (last != null) {
            boolean isTorn =
                    last.end() > found.sizeBytes() || (!isCounted && frames.isHalfWritten(last));
            if (isTorn) {
                offset = last.offset(); // all of it: its publishers may have been refused
                tornAt = offset;
            } else {
                take(last, voidFrom);
            }
        }
        return offset;
    }

    /**
     * Looks at the bytes behind the last frame of a file.
     *
     * @param missing the number of frames that the next file expects beyond the found ones
     */
    private void lookBehind(
            DiskFile file, FrameFinder frames, Found found, long offset, long missing)
            throws IOException {
        long zeros = frames.zerosFrom(offset);
        boolean isDamaged =
                missing == UNKNOWN
                        ? zeros > offset && offset != tornAt && !frames.isTornAt(offset, zeros)
                        : missing > 0;
        if (isDamaged) {
            damaged(file, found, offset, zeros);
            nextFrame++; // there was one, which the next write must not make void
        } else if (zeros > offset) {
            listener.endsEarly(found.path(), offset, zeros - offset);
        }
    }

    /** The bytes there were committed; each message has its own checksum and name. */
    private void damaged(DiskFile file, Found found, long from, long to) throws IOException {
        listener.damaged(found.path(), from, to);
        RecordSearch.search(
                file,
                from,
                to,
                record -> {
                    long channel = numbers.applyAsLong(record.channel());
                    if (channel > 0) {
                        Replay.Run run =
                                new Replay.Run(
                                        0,
                                        record.sequence(),
                                        record.sequence(),
                                        record.timestamp());
                        replay(channel)
                                .add((int) nextFile, record.offset(), record.recordBytes(), run);
                    }
                    return true;
                });
    }

    private Replay replay(long channel) {
        return replays.computeIfAbsent(channel, ignored -> new Replay(disk, files));
    }

    private static final class Log implements DamageListener {
        @Override
        public void endsEarly(Path path, long offset, long bytes) {
            LOG.warn(
                    "{} ends within a write at offset {}: its {} bytes, which were not"
                            + " acknowledged, are ignored",
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

        @Override
        public void damaged(Path path, String why) {
            LOG.error("{}: {}. Look after the disk", path, why);
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
            replay(channel)
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

    /** Returns those files that are not there, or end within their headers, in order. */
    public List<Long> missing(Set<Long> expected) {
        return expected.stream().filter(number -> !numbersFound.contains(number)).sorted().toList();
    }

    /** Returns the numbers of all channels of which there is something. */
    public Set<Long> channels() {
        return Set.copyOf(replays.keySet());
    }

    /** Returns the messages of a channel; null if there are none. */
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
