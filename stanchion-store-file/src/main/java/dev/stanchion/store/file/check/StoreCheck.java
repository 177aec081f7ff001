package dev.stanchion.store.file.check;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.StoreDirectory;
import dev.stanchion.store.file.catalog.CatalogContent;
import dev.stanchion.store.file.catalog.CatalogLook;
import dev.stanchion.store.file.catalog.KnownChannel;
import dev.stanchion.store.file.check.Finding.Severity;
import dev.stanchion.store.file.commit.CommitLog;
import dev.stanchion.store.file.commit.CommitScan;
import dev.stanchion.store.file.commit.Replay;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.NoFileException;
import dev.stanchion.store.file.segment.SegmentCheck;
import dev.stanchion.store.file.segment.SegmentHeader;
import dev.stanchion.store.file.segment.SegmentName;
import dev.stanchion.store.file.segment.SegmentNote;
import dev.stanchion.store.file.shared.Epochs;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads all of a store's directory and reports its content and its damages. For one thread. */
public final class StoreCheck {
    private static final List<String> PARTS = List.of("catalog", "channels", "commit");
    private static final String RESTORE =
            "restore the file from a copy, or run 'stanchion repair': it sets the file aside and"
                    + " keeps everything that can be read";

    private static final String AGAIN =
            "nothing: the next start writes it again, from the commit log";

    private static final String UNNEEDED = "nothing: the next start deletes it";

    private final Disk disk;
    private final StoreDirectory directory;
    private final Findings findings = new Findings();
    private final List<SegmentCheck> damaged = new ArrayList<>();
    private final Map<Long, List<SegmentCheck>> segments = new HashMap<>();
    private final Map<Long, List<SegmentCheck>> astray = new HashMap<>();
    private final Map<Long, Path> directories = new HashMap<>();
    private boolean isAllNoted;

    private StoreCheck(Disk disk, Path root) {
        this.disk = new ReadOnlyDisk(disk);
        this.directory = new StoreDirectory(root);
    }

    /**
     * Checks a directory, and changes nothing in it. A server may use it meanwhile; a write that is
     * under way looks like one that did not end.
     *
     * @throws StoreException if it contains no store, or one of a newer Stanchion
     */
    public static StoreReport of(Disk disk, Path directory) throws IOException {
        Path root = new Epochs(disk, directory).lastStore();
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
                isStore |= PARTS.contains(entry.name());
            }
        } catch (NoSuchFileException e) {
            throw nothing("there is no such directory");
        }
        if (!isStore) {
            throw nothing(
                    "it holds no store: there is neither a catalog nor channels nor a commit log in it");
        }
    }

    private StoreException nothing(String why) {
        return new StoreException(
                StoreException.Kind.IO,
                "check",
                directory.root().toString(),
                why + ". Name the directory of the server's flag -dir");
    }

    private StoreReport report(Optional<String> user) throws IOException {
        CatalogLook catalog = CatalogLook.at(disk, directory.root());
        boolean isOfAnEarlierVersion = catalog.content().lastCommitFile() == 0;
        Map<Long, KnownChannel> byNumber = new HashMap<>();
        Map<String, Long> numbers = new HashMap<>();
        for (KnownChannel known : catalog.content().channels()) {
            byNumber.put(known.number(), known);
            numbers.put(known.name(), known.number());
        }
        CommitScan commits =
                CommitScan.of(
                        disk,
                        directory.commit(),
                        name -> numbers.getOrDefault(name, 0L),
                        new CommitDamage(findings));
        isAllNoted = catalog.damages().isEmpty() && !isOfAnEarlierVersion;
        lookAtSegments(byNumber, commits);
        noteCatalog(catalog, commits);
        noteCommitFiles(catalog.content(), commits);
        List<ChannelSummary> channels = new ArrayList<>();
        List<ChannelLoss> losses = new ArrayList<>();
        for (KnownChannel known : catalog.content().channels()) {
            ChannelCheck check = check(known, commits, isOfAnEarlierVersion);
            channels.add(check.summary());
            losses.addAll(check.losses());
        }
        noteUnknown(catalog.content(), commits, byNumber.keySet());
        channels.sort(Comparator.comparing(ChannelSummary::name));
        return new StoreReport(
                directory.root(),
                user,
                catalog.content().state().server().map(server -> server.clusterId()),
                catalog.content().state().clients().size(),
                channels,
                findings.all(),
                damaged,
                losses,
                catalog.damages().size());
    }

    private ChannelCheck check(KnownChannel known, CommitScan commits, boolean isOfAnEarlierVersion)
            throws IOException {
        ChannelCheck check =
                new ChannelCheck(
                        known,
                        segments.getOrDefault(known.number(), List.of()),
                        astray.getOrDefault(known.number(), List.of()),
                        commits.replayOf(known.number()),
                        findings);
        if (isOfAnEarlierVersion) {
            check.noteCutSegments();
        }
        check.compare(
                directories.getOrDefault(
                        known.number(), directory.channel(known.name(), known.number())));
        return check;
    }

    private void noteCatalog(CatalogLook catalog, CommitScan commits) {
        if (catalog.isMissing() && !(commits.channels().isEmpty() && segments.isEmpty())) {
            findings.damage(
                    catalog.path(),
                    0,
                    "it is missing or cut, although there are messages: clients and subscriptions"
                            + " are lost",
                    "restore it from a copy; otherwise the next start takes the channels back,"
                            + " without their subscriptions");
        }
        for (StoreException damage : catalog.damages()) {
            findings.damage(
                    catalog.path(),
                    0,
                    damage.getMessage() + "; a subscriber may get messages again",
                    "nothing: the next start, or 'stanchion repair', keeps a copy of the file and"
                            + " ignores the part that cannot be read");
        }
        if (catalog.restBytes() > 0 && catalog.damages().isEmpty()) {
            findings.harmless(
                    catalog.path(),
                    catalog.endOffset(),
                    "it ends within a record; the last %d bytes are incomplete"
                            .formatted(catalog.restBytes()),
                    "nothing: the next start cuts them off");
        }
    }

    private void noteCommitFiles(CatalogContent content, CommitScan commits) {
        for (long number : commits.missing(content.commitFiles())) {
            findings.damage(
                    CommitLog.path(directory.commit(), number),
                    0,
                    "it is missing or cut: the last committed messages in it that had not reached"
                            + " the channels' files are lost",
                    "restore it from a copy");
        }
    }

    private void lookAtSegments(Map<Long, KnownChannel> known, CommitScan commits)
            throws IOException {
        for (Disk.Entry entry : list(directory.channels())) {
            long number = StoreDirectory.numberOf(entry);
            if (number > 0) {
                directories.put(number, entry.path());
                segments.put(
                        number,
                        segmentsIn(
                                entry.path(), number, known.get(number), commits.replayOf(number)));
            }
        }
    }

    private List<Disk.Entry> list(Path of) throws IOException {
        try {
            return disk.list(of);
        } catch (NoSuchFileException gone) {
            return List.of();
        }
    }

    private List<SegmentCheck> segmentsIn(
            Path channel, long number, @Nullable KnownChannel known, @Nullable Replay replay)
            throws IOException {
        String name = known == null ? "" : known.name();
        long keptFrom = known == null ? 0 : known.mark().keptFrom();
        long replayFrom = replay == null ? Long.MAX_VALUE : replay.firstSequence();
        Map<Long, Long> noted = notedUpTo(known);
        long notNoted = isAllNoted ? 0 : Long.MAX_VALUE; // it can have had anything
        List<SegmentCheck> found = new ArrayList<>();
        for (Disk.Entry entry : disk.list(channel)) {
            if (!SegmentName.isOne(entry.name())) {
                continue;
            }
            try {
                SegmentCheck check =
                        SegmentCheck.of(
                                disk,
                                entry.path(),
                                number,
                                name,
                                new SegmentCheck.Context(
                                        keptFrom,
                                        replayFrom,
                                        noted.getOrDefault(
                                                SegmentName.baseSequence(entry.path()), notNoted)));
                if (isOf(number, check)) {
                    note(check);
                    found.add(check);
                }
            } catch (NoFileException e) {
                findings.damage(
                        entry.path(),
                        0,
                        String.valueOf(e.getReason()),
                        "put the file back there; the next start sets aside what is there now");
            }
        }
        return found;
    }

    private static Map<Long, Long> notedUpTo(@Nullable KnownChannel known) {
        Map<Long, Long> lastByBase = new HashMap<>();
        if (known != null) {
            for (SegmentNote note : known.segments()) {
                lastByBase.put(note.baseSequence(), note.lastSequence());
            }
        }
        return lastByBase;
    }

    private boolean isOf(long number, SegmentCheck check) {
        long owner = check.header().map(SegmentHeader::channel).orElse(number);
        if (owner == number) {
            return true;
        }
        findings.damage(
                check.path(),
                0,
                "it belongs to channel %s, and not to the channel of its directory"
                        .formatted(check.header().map(SegmentHeader::name).orElse("")),
                "move it back; the next start does that if the catalog lists it there");
        astray.computeIfAbsent(owner, ignored -> new ArrayList<>()).add(check);
        return false;
    }

    private void note(SegmentCheck check) {
        if (check.isDamaged()) {
            damaged.add(check);
        }
        if (check.isUnneeded()) {
            noteUnneeded(check);
            return;
        }
        if (check.header().isEmpty()) {
            noteUseless(check);
            return;
        }
        if (!check.isHeaderWhole() && check.isUnsynced()) {
            findings.harmless(check.path(), 0, "its header is not complete yet", AGAIN);
        } else if (!check.isHeaderWhole()) {
            findings.damage(
                    check.path(),
                    0,
                    "its header is damaged; its %d messages can be read"
                            .formatted(check.messageCount()),
                    "run 'stanchion repair', which writes a new header; a start can read them without it");
        }
        check.damages().forEach(each -> note(check, each));
        if (check.missingMessages() > 0 && check.damages().isEmpty()) {
            findings.damage(
                    check.path(),
                    check.dataEnd(),
                    "%d messages at its end cannot be read".formatted(check.missingMessages()),
                    RESTORE);
        } else if (check.restBytes() > 0 && !check.isSealed()) {
            findings.harmless(
                    check.path(),
                    check.dataEnd(),
                    "the last %d bytes are an incomplete message".formatted(check.restBytes()),
                    "nothing: the next start cuts them off");
        }
    }

    private void note(SegmentCheck check, SegmentCheck.Stretch damage) {
        boolean isDamage = check.isDamage(damage);
        String notNeeded =
                check.isUnneeded(damage)
                        ? "nothing: limits have removed the messages there"
                        : AGAIN;
        findings.note(
                isDamage ? Severity.DAMAGE : Severity.HARMLESS,
                check.path(),
                damage.from(),
                "it is damaged up to offset %d: message %d cannot be read, the next is %d"
                        .formatted(damage.to(), damage.expectedSequence(), damage.nextSequence()),
                isDamage ? RESTORE : notNeeded);
    }

    private void noteUnneeded(SegmentCheck check) {
        if (!(check.isHeaderWhole() && check.damages().isEmpty() && check.missingMessages() == 0)) {
            findings.harmless(
                    check.path(), 0, "it is damaged, and limits have removed all of it", UNNEEDED);
        }
    }

    private void noteUseless(SegmentCheck check) {
        if (check.isBlank() || check.isUnsynced()) {
            findings.harmless(
                    check.path(),
                    0,
                    "it was being created when the last run ended",
                    check.isUnsynced() ? AGAIN : "nothing: the next start sets it aside");
        } else {
            findings.damage(
                    check.path(),
                    0,
                    "its header is incomplete, and none of its %d bytes can be read"
                            .formatted(check.sizeBytes()),
                    "nothing if it was just being created (the next start sets it aside); otherwise "
                            + RESTORE);
        }
    }

    private void noteUnknown(CatalogContent content, CommitScan commits, Set<Long> known) {
        segments.forEach((number, unknown) -> {
            if (!known.contains(number) && !content.deleted().contains(number)) {
                unknown.forEach(each -> noteUnknown(number, each));
            }
        });
        for (long number : commits.channels()) {
            boolean isUnknown = number >= content.nextNumber() && !known.contains(number);
            if (isUnknown && !segments.containsKey(number)) {
                findings.damage(
                        directory.commit(),
                        0,
                        "the catalog does not know channel number %d, which has messages here"
                                .formatted(number),
                        "nothing: the next start takes the channel back, without its"
                                + " subscriptions");
            }
        }
    }

    private void noteUnknown(long number, SegmentCheck segment) {
        findings.damage(
                segment.path(),
                0,
                "the catalog does not know channel number %d, which has %d messages here"
                        .formatted(number, segment.messageCount()),
                "nothing: the next start takes the channel back, without its subscriptions");
    }
}
