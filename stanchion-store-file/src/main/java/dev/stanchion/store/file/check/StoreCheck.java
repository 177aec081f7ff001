package dev.stanchion.store.file.check;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.StoreDirectory;
import dev.stanchion.store.file.catalog.Catalog;
import dev.stanchion.store.file.catalog.KnownChannel;
import dev.stanchion.store.file.check.Finding.Severity;
import dev.stanchion.store.file.commit.CommitScan;
import dev.stanchion.store.file.commit.Replay;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.segment.ReplayCheck;
import dev.stanchion.store.file.segment.SegmentCheck;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads all of a store's directory and says what is there and what is wrong. For one thread. */
public final class StoreCheck {
    private static final String SEGMENT = "\\d{20}\\.seg";
    private static final String RESTORE =
            "restore the file from a copy, or run 'stanchion repair': it sets the file aside and"
                    + " keeps all that can be read";

    private final Disk disk;
    private final StoreDirectory directory;
    private final List<Finding> findings = new ArrayList<>();
    private final List<SegmentCheck> damaged = new ArrayList<>();

    private StoreCheck(Disk disk, Path root) {
        this.disk = new ReadOnlyDisk(disk);
        this.directory = new StoreDirectory(root);
    }

    /**
     * Checks a directory, and changes nothing in it. One that a server uses can be checked, too;
     * what is being written at the moment looks like a write that did not end.
     *
     * @throws StoreException if it holds no store, or one of a newer Stanchion
     */
    public static StoreReport of(Disk disk, Path root) throws IOException {
        StoreCheck check = new StoreCheck(disk, root);
        check.requireStore();
        Optional<String> user = Optional.empty();
        try (Closeable lock = disk.lock(root)) {
            assert lock != null;
            return check.report(user);
        } catch (StoreException e) {
            if (e.kind() != StoreException.Kind.BUSY) {
                throw e;
            }
            return check.report(Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private void requireStore() throws IOException {
        boolean isStore = false;
        try {
            directory.refuseForeign(disk);
            for (Disk.Entry entry : disk.list(directory.root())) {
                isStore |= entry.name().equals("catalog") || entry.name().equals("channels");
            }
        } catch (NoSuchFileException e) {
            throw nothing("there is no such directory");
        }
        if (!isStore) {
            throw nothing("it holds no store: there is neither a catalog nor channels in it");
        }
    }

    private StoreException nothing(String why) {
        return new StoreException(
                StoreException.Kind.IO,
                "check",
                directory.root().toString(),
                why + ". Name the directory that the server is given with -dir");
    }

    private StoreReport report(Optional<String> user) throws IOException {
        Catalog.Look catalog = Catalog.look(disk, directory.root());
        noteCatalog(catalog);
        CommitScan commits = CommitScan.of(disk, directory.commit(), new CommitDamage());
        Map<Long, List<SegmentCheck>> segments = segments();
        List<ChannelSummary> channels = new ArrayList<>();
        for (KnownChannel known : catalog.content().channels()) {
            List<SegmentCheck> own = segments.remove(known.number());
            channels.add(summary(known, own == null ? List.of() : own, commits));
        }
        catalog.content().deleted().forEach(segments::remove);
        segments.forEach((number, unknown) -> noteUnknown(number, unknown));
        channels.sort(Comparator.comparing(ChannelSummary::name));
        return new StoreReport(
                directory.root(),
                user,
                catalog.content().state().server().map(server -> server.clusterId()),
                catalog.content().state().clients().size(),
                channels,
                findings,
                damaged);
    }

    private void noteCatalog(Catalog.Look catalog) {
        for (StoreException damage : catalog.damages()) {
            note(
                    Severity.DAMAGE,
                    catalog.path(),
                    0,
                    damage.getMessage() + "; a subscriber may get messages again",
                    "nothing: the next start keeps a copy of the file and goes on without that"
                            + " record");
        }
        if (catalog.restBytes() > 0) {
            note(
                    Severity.HARMLESS,
                    catalog.path(),
                    catalog.endOffset(),
                    "it ends within a record; the last %d bytes are none"
                            .formatted(catalog.restBytes()),
                    "nothing: the next start cuts them off");
        }
    }

    private final class CommitDamage implements CommitScan.DamageListener {
        @Override
        public void endsEarly(Path path, long offset, long bytes) {
            note(
                    Severity.HARMLESS,
                    path,
                    offset,
                    "it ends within a write of %d bytes, which nobody was told of".formatted(bytes),
                    "nothing: the next start leaves it out");
        }

        @Override
        public void damaged(Path path, long from, long to) {
            note(
                    Severity.DAMAGE,
                    path,
                    from,
                    "it is damaged up to offset %d; messages that were there may be lost"
                            .formatted(to),
                    "restore the whole directory from a copy if it matters; the next start uses"
                            + " what can be read");
        }
    }

    private Map<Long, List<SegmentCheck>> segments() throws IOException {
        Map<Long, List<SegmentCheck>> segments = new HashMap<>();
        for (Disk.Entry entry : disk.list(directory.channels())) {
            long number = StoreDirectory.numberOf(entry);
            if (number > 0) {
                segments.put(number, segmentsIn(entry.path()));
            }
        }
        return segments;
    }

    private List<SegmentCheck> segmentsIn(Path channel) throws IOException {
        List<SegmentCheck> found = new ArrayList<>();
        for (Disk.Entry entry : disk.list(channel)) {
            if (!entry.isDirectory() && entry.name().matches(SEGMENT)) {
                SegmentCheck check = SegmentCheck.of(disk, entry.path());
                note(check);
                found.add(check);
            }
        }
        return found;
    }

    private void note(SegmentCheck check) {
        if (check.isDamaged()) {
            damaged.add(check);
        }
        if (check.header().isEmpty()) {
            note(
                    Severity.DAMAGE,
                    check.path(),
                    0,
                    "it has no whole header; its %d bytes cannot be read"
                            .formatted(check.sizeBytes()),
                    "nothing if it was just being created (the next start sets it aside); else "
                            + RESTORE);
            return;
        }
        for (SegmentCheck.Stretch each : check.damages()) {
            note(
                    Severity.DAMAGE,
                    check.path(),
                    each.from(),
                    "it is damaged up to offset %d: message %d cannot be read, the next is %d"
                            .formatted(each.to(), each.expectedSequence(), each.nextSequence()),
                    RESTORE);
        }
        if (check.missingMessages() > 0 && check.damages().isEmpty()) {
            note(
                    Severity.DAMAGE,
                    check.path(),
                    check.dataEnd(),
                    "%d messages at its end cannot be read".formatted(check.missingMessages()),
                    RESTORE);
        } else if (check.restBytes() > 0 && !check.isSealed()) {
            note(
                    Severity.HARMLESS,
                    check.path(),
                    check.dataEnd(),
                    "the last %d bytes are no whole message".formatted(check.restBytes()),
                    "nothing: the next start cuts them off");
        }
    }

    private ChannelSummary summary(
            KnownChannel known, List<SegmentCheck> segments, CommitScan commits)
            throws IOException {
        long first = Long.MAX_VALUE;
        long last = 0;
        long messages = 0;
        long bytes = 0;
        for (SegmentCheck each : segments) {
            messages += each.messageCount();
            bytes += each.messageBytes();
            last = Math.max(last, each.lastSequence());
            if (each.messageCount() > 0) {
                first = Math.min(first, each.firstSequence());
            }
        }
        ReplayCheck later = new ReplayCheck(last);
        Replay replay = commits.replayOf(known.number());
        if (replay != null) {
            replay.forEach(later);
        }
        if (later.messageCount() > 0) {
            first = Math.min(first, replay == null ? first : replay.firstSequence());
        }
        return new ChannelSummary(
                known.name(),
                known.number(),
                segments.size(),
                messages + later.messageCount(),
                later.messageCount(),
                bytes + later.messageBytes(),
                first == Long.MAX_VALUE ? 0 : first,
                later.lastSequence(),
                known.mark().keptFrom(),
                known.subscriptions().size());
    }

    private void noteUnknown(long number, List<SegmentCheck> segments) {
        for (SegmentCheck each : segments) {
            note(
                    Severity.DAMAGE,
                    each.path(),
                    0,
                    "the catalog does not know channel number %d, which has %d messages here"
                            .formatted(number, each.messageCount()),
                    "nothing: the next start takes the channel back, without its subscriptions");
        }
    }

    private void note(Severity severity, Path file, long offset, String meaning, String remedy) {
        findings.add(new Finding(severity, file, offset, meaning, remedy));
    }
}
