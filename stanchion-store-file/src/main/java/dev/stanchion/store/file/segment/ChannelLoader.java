package dev.stanchion.store.file.segment;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskFailure;
import dev.stanchion.store.file.disk.DiskFile;
import dev.stanchion.store.file.disk.NoFileException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the content of a channel's directory, and writes the missing ones of the committed
 * messages. A segment with a footer is not read. One without is scanned: a torn end is cut off, and
 * damage in its middle is reported and skipped. No readable message is ever given up.
 */
public final class ChannelLoader {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelLoader.class);
    private static final SegmentReads.Position NOTHING_BEFORE = new SegmentReads.Position(0, 0);

    private final Disk disk;
    private final ChannelFiles files;
    private final SegmentReads reads;
    private final long replayFrom;
    private final @Nullable ReplaySource replay;
    private final StraySegments strays;
    private @Nullable SegmentInfo safeOfLast;

    private record Candidate(Path path, SegmentHeader header, boolean isHeaderWhole) {}

    /**
     * @param replay the channel's messages in the commit log; null if there are none
     * @param reads the open files of the thread that loads
     */
    public ChannelLoader(
            Disk disk,
            ChannelFiles files,
            SegmentReads reads,
            @Nullable ReplaySource replay,
            StraySegments strays) {
        this.strays = strays;
        this.disk = disk;
        this.files = files;
        this.reads = reads;
        this.replay = replay;
        this.replayFrom = replay == null ? Long.MAX_VALUE : replay.firstSequence();
    }

    /**
     * Loads the channel.
     *
     * @param markedFrom the recorded first sequence that it keeps; 0 if there is none
     * @param notes the recorded content of its segments
     * @throws StoreException of kind {@code CORRUPT} if a newer Stanchion wrote a file
     */
    public LoadedChannel load(long markedFrom, List<SegmentNote> notes) throws IOException {
        NotedSegments noted = new NotedSegments(notes, markedFrom);
        List<SegmentInfo> segments = found(candidates(noted), markedFrom);
        noted.unnoted(segments).forEach(files.forced()::safe);
        if (replay == null) {
            goOnBehind(segments);
            noted.tellLosses(files, segments, reads);
            return loaded(segments, markedFrom, LoadedChannel.Rest.NONE);
        }
        return replayed(segments, markedFrom, notes, replay);
    }

    private List<SegmentInfo> found(List<Candidate> candidates, long markedFrom)
            throws IOException {
        List<SegmentInfo> segments = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            long end =
                    i + 1 < candidates.size()
                            ? candidates.get(i + 1).header().baseSequence()
                            : Long.MAX_VALUE;
            SegmentInfo info = info(candidates.get(i), end, markedFrom);
            if (info != null) {
                segments.add(info);
                if (!candidates.get(i).isHeaderWhole() && info.lastSequence() >= markedFrom) {
                    tellDamagedHeader(info.path());
                }
            }
        }
        return segments;
    }

    private LoadedChannel replayed(
            List<SegmentInfo> found, long markedFrom, List<SegmentNote> notes, ReplaySource source)
            throws IOException {
        List<SegmentInfo> segments =
                new ArrayList<>(new GapRefill(files, source).fill(found, markedFrom));
        goOnBehind(segments);
        long keptFrom = markedFrom;
        LoadedChannel.Rest rest = LoadedChannel.Rest.NONE;
        try {
            keptFrom = Math.max(keptFrom, files.refill(source, Long.MAX_VALUE));
        } catch (IOException e) {
            if (!DiskFailure.isNoSpace(e)) {
                throw e;
            }
            if (e instanceof SyncFailedException) { // the part on the disk is unknown
                files.abandonTail(null);
                segments.removeIf(info -> info.lastSequence() > files.writtenSequence());
            }
            Unwritten unwritten = new Unwritten(files.writtenSequence());
            Refill refill = new Refill(unwritten, Long.MAX_VALUE);
            source.forEach(refill);
            refill.flush();
            keptFrom = Math.max(keptFrom, refill.keptFrom());
            rest = new LoadedChannel.Rest(unwritten.messages(), source.firstCommitFile());
            LOG.warn(
                    "{} has no room for {} messages of the commit log; they stay in memory until"
                            + " there is space",
                    files.directory(),
                    rest.messages().size());
        }
        merge(segments, files.takeChanged());
        if (rest.messages()
                .isEmpty()) { // otherwise the messages that are missing in files are in memory
            new NotedSegments(notes, keptFrom).tellLosses(files, segments, reads);
        }
        return loaded(segments, keptFrom, rest);
    }

    private List<Candidate> candidates(NotedSegments noted) throws IOException {
        List<Candidate> candidates = new ArrayList<>();
        Set<Long> found = new HashSet<>();
        for (Disk.Entry entry : entries()) {
            if (SegmentName.isOne(entry.name())) {
                found.add(add(candidates, entry.path()));
            }
        }
        for (long base : noted.missing(found)) {
            Path wanted = ChannelFiles.segmentPath(files.directory(), base);
            if (strays.bringBack(wanted, files.channel())) {
                add(candidates, wanted);
            }
        }
        candidates.sort(Comparator.comparingLong(each -> each.header().baseSequence()));
        return candidates;
    }

    /** Returns from which sequence on it has messages; 0 if it is of no use. */
    private long add(List<Candidate> candidates, Path path) throws IOException {
        Candidate candidate = candidate(path);
        if (candidate == null) {
            return 0;
        }
        candidates.add(candidate);
        return SegmentName.baseSequence(path);
    }

    private List<Disk.Entry> entries() throws IOException {
        try {
            return disk.list(files.directory());
        } catch (NoSuchFileException none) {
            return List.of(); // its first segment has not been written
        }
    }

    private @Nullable Candidate candidate(Path path) throws IOException {
        Optional<SegmentHeader> header;
        boolean isWhole;
        try (DiskFile file = disk.open(path, Disk.Access.READ)) {
            header = SegmentHeader.read(file, path);
            isWhole = header.isPresent();
            if (!isWhole && SegmentName.baseSequence(path) < replayFrom) {
                header = SegmentHeader.madeUp(file, path, files.channel(), files.name());
            }
        } catch (NoFileException e) {
            setAside(path, String.valueOf(e.getReason()));
            return null;
        } catch (NoSuchFileException e) {
            return null; // its own channel has taken it back
        }
        if (header.isEmpty()) {
            setAside(
                    path, "its header is incomplete: it was being created when the last run ended");
            return null;
        }
        if (header.get().channel() != files.channel()) {
            setAside(path, "it belongs to channel " + header.get().name());
            return null;
        }
        return new Candidate(path, header.get(), isWhole);
    }

    private void setAside(Path path, String why) throws IOException {
        Path aside = unused(path);
        LOG.warn("{} is set aside as {}: {}", path, aside.getFileName(), why);
        try {
            disk.rename(path, aside);
        } catch (NoSuchFileException e) {
            LOG.debug("{} has been taken back by its own channel", path);
        }
    }

    /** Files that were set aside before stay. */
    private Path unused(Path path) throws IOException {
        Set<String> taken = new HashSet<>();
        entries().forEach(entry -> taken.add(entry.name()));
        String name = path.getFileName() + ".unused";
        String free = name;
        for (int i = 2; taken.contains(free); i++) {
            free = name + "." + i;
        }
        return path.resolveSibling(free);
    }

    private static void tellDamagedHeader(Path path) {
        LOG.error(
                "{}: its header is damaged; its messages are found without it. Look after the disk,"
                        + " and run 'stanchion repair'",
                path);
    }

    private @Nullable SegmentInfo info(Candidate candidate, long endSequence, long markedFrom)
            throws IOException {
        Path path = candidate.path();
        int dataStart = candidate.header().dataStart();
        try (DiskFile file = disk.open(path, Disk.Access.READ)) {
            Optional<SegmentInfo> footer = SegmentFooter.read(file, path, dataStart);
            if (footer.isPresent() && footer.get().lastSequence() < endSequence) {
                safeOfLast = footer.get(); // it was forced before the footer was written
                return footer.get();
            }
            SegmentScan scan =
                    SegmentScan.of(
                            file,
                            path,
                            dataStart,
                            candidate.header().baseSequence(),
                            endSequence,
                            replayFrom);
            tell(scan, path, file.sizeBytes(), markedFrom);
            if (scan.info().isPresent()) {
                safeOfLast = scan.safe().orElse(null);
                return scan.info().get();
            }
        }
        setAside(path, "it has no complete message"); // its name may be needed for those to come
        return null;
    }

    private static void tell(SegmentScan scan, Path path, long sizeBytes, long markedFrom) {
        for (SegmentScan.Damage damage : scan.damages()) {
            if (damage.nextSequence() <= markedFrom) {
                continue; // limits have removed the messages there
            }
            LOG.error(
                    "{} is damaged from offset {} to {}: message {} cannot be read (the next one is"
                            + " {}). It is skipped; restore the file from a copy if you need it",
                    path,
                    damage.from(),
                    damage.to(),
                    damage.expectedSequence(),
                    damage.nextSequence());
        }
        if (scan.dataEnd() < sizeBytes) {
            LOG.warn(
                    "{} is cut at offset {}: the {} bytes behind it are an incomplete message",
                    path,
                    scan.dataEnd(),
                    sizeBytes - scan.dataEnd());
        }
    }

    private void goOnBehind(List<SegmentInfo> segments) throws IOException {
        if (segments.isEmpty()) {
            return;
        }
        int last = segments.size() - 1;
        SegmentInfo info = segments.get(last);
        SparseIndex scanned = info.index();
        SparseIndex index = scanned == null ? reads.indexOf(info) : scanned;
        segments.set(last, info.with(index));
        files.goOnBehind(
                info.lastSequence(),
                SegmentWriter.resume(disk, info, index, scanned == null, safeOfLast));
    }

    /** Segments as they were changed take the place of all from the first of them on. */
    private static void merge(List<SegmentInfo> segments, List<SegmentInfo> changed) {
        if (changed.isEmpty()) {
            return;
        }
        segments.removeIf(old -> old.lastSequence() >= changed.get(0).firstSequence());
        segments.addAll(changed);
    }

    private LoadedChannel loaded(List<SegmentInfo> segments, long keptFrom, LoadedChannel.Rest rest)
            throws IOException {
        long inFiles = segments.isEmpty() ? 0 : segments.get(segments.size() - 1).lastSequence();
        long last = Math.max(inFiles, rest.lastSequence());
        List<SegmentInfo> kept =
                segments.stream().filter(info -> info.lastSequence() >= keptFrom).toList();
        if (kept.isEmpty() || keptFrom <= kept.get(0).firstSequence()) {
            long first = kept.isEmpty() ? keptFrom : kept.get(0).firstSequence();
            return new LoadedChannel(segments, files, first, NOTHING_BEFORE, last, rest);
        }
        SegmentReads.Position head = reads.positionOf(kept.get(0), keptFrom);
        return new LoadedChannel(segments, files, keptFrom, head, last, rest);
    }
}
