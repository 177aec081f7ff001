package dev.stanchion.store.file;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.store.file.archive.ArchiveScript;
import dev.stanchion.store.file.catalog.Catalog;
import dev.stanchion.store.file.catalog.CatalogContent;
import dev.stanchion.store.file.catalog.KnownChannel;
import dev.stanchion.store.file.channel.OpenChannel;
import dev.stanchion.store.file.channel.SegmentReaders;
import dev.stanchion.store.file.channel.ShardPart;
import dev.stanchion.store.file.channel.TailMemory;
import dev.stanchion.store.file.commit.Admission;
import dev.stanchion.store.file.commit.CommitLog;
import dev.stanchion.store.file.commit.CommitScan;
import dev.stanchion.store.file.commit.Committer;
import dev.stanchion.store.file.commit.Replay;
import dev.stanchion.store.file.commit.SpaceGuard;
import dev.stanchion.store.file.commit.WriteBehind;
import dev.stanchion.store.file.delivery.DeliveryLogs;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.OwnedDisk;
import dev.stanchion.store.file.log.SegmentSpace;
import dev.stanchion.store.file.segment.LoadedChannel;
import dev.stanchion.store.file.segment.Retirement;
import dev.stanchion.store.file.segment.SegmentInfo;
import dev.stanchion.store.file.segment.SliceRules;
import dev.stanchion.store.file.segment.StraySegments;
import dev.stanchion.store.file.work.ShardTasks;
import dev.stanchion.store.file.work.StoreWorkers;
import dev.stanchion.store.file.work.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of a file store that is open, and how they begin and end. Safe for many threads. */
final class RunningStore {
    private static final Logger LOG = LoggerFactory.getLogger(FileStore.class);

    /** If more channels than this must be synced at the end, the next start continues instead. */
    private static final int MAX_SYNCS_AT_END = 512;

    /** The interval of the check that the directory still belongs to the store. */
    private static final long LOOK_NANOS = 500_000_000L;

    /** The part of the reserve that is kept for the catalog alone. */
    private static final long SPARE_PART = 4;

    private final StoreDirectory directory;
    private final FileStoreOptions options;
    private final OwnedDisk disk;
    private final StoreWorkers workers;
    private final Catalog catalog;
    private final DeliveryLogs deliveries;
    private final CommitScan found;
    private @Nullable RecoveredState recovered;

    /** The channels with subscriptions that an earlier run has left and this one has not opened. */
    private final Set<String> unopened = ConcurrentHashMap.newKeySet();

    private final Committer committer;
    private final WriteBehind writeBehind;
    private final SegmentReaders readers;
    private final TailMemory memory;
    private final RecoveryProgress progress;
    private final StraySegments strays;
    private final OpenChannel.Surroundings surroundings;

    /** Null if segments are deleted. */
    private final @Nullable ArchiveScript archive;

    private final Map<ShardExecutor, ShardPart> parts =
            Collections.synchronizedMap(new IdentityHashMap<>());

    private RunningStore(
            StoreDirectory directory,
            FileStoreOptions options,
            OwnedDisk disk,
            Admission admission,
            StoreWorkers workers,
            SegmentSpace memory,
            Catalog catalog,
            DeliveryLogs deliveries,
            CatalogContent content,
            CommitScan found)
            throws IOException {
        this.directory = directory;
        this.options = options;
        this.disk = disk;
        this.workers = workers;
        this.catalog = catalog;
        this.deliveries = deliveries;
        this.found = found;
        this.recovered = content.state();
        content.state().channels().stream()
                .filter(channel -> !channel.subscriptions().isEmpty())
                .forEach(channel -> unopened.add(channel.name()));
        this.strays = new StraySegments(disk, directory.channels());
        this.progress = new RecoveryProgress(workers.keeper(), content.channels().size());
        int openFiles = options.openFiles();
        this.readers =
                new SegmentReaders(workers, disk, Math.max(1, openFiles / 2 / options.readers()));
        long reserveBytes = options.reserveBytesOf(disk.totalBytes(directory.root()));
        SpaceGuard space = new SpaceGuard(disk, directory.root(), reserveBytes, admission);
        this.writeBehind =
                new WriteBehind(
                        workers.writer(),
                        disk,
                        directory.commit(),
                        new WriteBehind.Bounds(
                                options.memoryBytes() / 4, options.commitLogBytes(), openFiles / 2),
                        space,
                        catalog);
        this.memory = new TailMemory(memory, options.memoryBytes(), writeBehind::writeSoon);
        this.committer =
                new Committer(
                        workers.committer(),
                        disk,
                        directory.commit(),
                        found,
                        content.lastCommitFile(),
                        new Committer.Settings(options.sync(), options.commitFileBytes()),
                        admission,
                        writeBehind);
        this.surroundings = new OpenChannel.Surroundings(catalog, admission, this::deleteSegments);
        this.archive =
                options.hasArchiveScript() ? new ArchiveScript(options.archiveScript()) : null;
        space.check();
    }

    /** Opens a directory, which is created if it is missing. */
    static RunningStore open(
            Path root,
            FileStoreOptions options,
            Disk disk,
            StoreWorkers workers,
            SegmentSpace memory)
            throws IOException {
        StoreDirectory directory = new StoreDirectory(root);
        directory.createRoot(disk);
        directory.refuseForeign(disk);
        Admission admission = new Admission();
        OwnedDisk owned =
                new OwnedDisk(
                        disk,
                        root,
                        why ->
                                admission.ended(
                                        "%s is not this server's any more: %s"
                                                .formatted(root, why)));
        try {
            directory.create(owned);
            return opened(directory, options, owned, admission, workers, memory);
        } catch (IOException | RuntimeException e) {
            owned.close();
            throw e;
        }
    }

    private static RunningStore opened(
            StoreDirectory directory,
            FileStoreOptions options,
            OwnedDisk disk,
            Admission admission,
            StoreWorkers workers,
            SegmentSpace memory)
            throws IOException {
        Path root = directory.root();
        long spareBytes = options.reserveBytesOf(disk.totalBytes(root)) / SPARE_PART;
        Catalog catalog = Catalog.open(workers.keeper(), disk, root, spareBytes);
        try {
            DeliveryLogs deliveries =
                    RunStart.begin(disk, directory, catalog, options.deliveryLogBytes());
            CommitScan found = scan(disk, directory, catalog);
            found.force();
            new OrphanedChannels(directory, disk, catalog).adopt(found);
            CatalogContent content = catalog.content();
            RunningStore store =
                    new RunningStore(
                            directory,
                            options,
                            disk,
                            admission,
                            workers,
                            memory,
                            catalog,
                            deliveries,
                            content,
                            found);
            store.begin(content);
            return store;
        } catch (IOException | RuntimeException e) {
            catalog.abandon();
            throw e;
        }
    }

    private static CommitScan scan(Disk disk, StoreDirectory directory, Catalog catalog)
            throws IOException {
        CommitScan found = CommitScan.of(disk, directory.commit(), catalog::numberOf);
        tellMissing(found.missing(catalog.commitFiles()), directory, catalog);
        if (catalog.isNew() && !(found.channels().isEmpty() && isEmpty(disk, directory))) {
            LOG.error(
                    "The catalog of {} is gone, with all clients and subscriptions. Restore it from"
                            + " a copy",
                    directory.root());
        }
        return found;
    }

    private static void tellMissing(List<Long> missing, StoreDirectory directory, Catalog catalog) {
        if (missing.isEmpty()) {
            return;
        }
        if (catalog.isDamaged()) { // perhaps it said that they are not needed any more
            catalog.commitFilesMayBeGone(missing.getLast());
            return;
        }
        LOG.error(
                "{} is missing or cut ({} file(s) of the commit log are). The last committed messages"
                        + " in it that had not reached the channels' files are lost. Restore it from a"
                        + " copy",
                CommitLog.path(directory.commit(), missing.getLast()),
                missing.size());
    }

    private static boolean isEmpty(Disk disk, StoreDirectory directory) throws IOException {
        return disk.list(directory.channels()).stream()
                .noneMatch(entry -> StoreDirectory.numberOf(entry) > 0);
    }

    private void begin(CatalogContent content) throws IOException {
        committer.begin();
        List<Long> alive = content.channels().stream().map(KnownChannel::number).toList();
        writeBehind.begin(
                found, alive, content.lastCommitFile(), committer::wake, committer::makeRoom);
        for (long number : content.deleted()) {
            deleteFiles(number);
        }
        lookLater();
    }

    private void lookLater() {
        workers.writer()
                .executeAfter(
                        LOOK_NANOS,
                        () -> {
                            if (disk.look()) {
                                lookLater();
                            }
                        });
    }

    /**
     * Removes the rest of a channel that was deleted in an earlier run, and forgets it when its
     * name cannot come back any more.
     */
    private void deleteFiles(long number) throws IOException {
        for (Disk.Entry entry : disk.list(directory.channels())) {
            if (StoreDirectory.numberOf(entry) == number) {
                workers.writer()
                        .execute(() ->
                                writeBehind.deleteChannel(
                                        number, entry.path(), () -> catalog.forget(number)));
                return;
            }
        }
        disk.syncDirectory(directory.channels()); // that run may have ended before it did
        catalog.forget(number);
    }

    /** Returns the content of the commit log from an earlier run; once, because it is large. */
    RecoveredState takeRecovered() {
        RecoveredState taken = Objects.requireNonNull(recovered);
        recovered = null;
        return taken;
    }

    Catalog catalog() {
        return catalog;
    }

    SegmentReaders readers() {
        return readers;
    }

    WriteBehind writeBehind() {
        return writeBehind;
    }

    Worker writer() {
        return workers.writer();
    }

    Disk disk() {
        return disk;
    }

    Retirement retirement() {
        return archive == null ? Retirement.DELETION : archive;
    }

    StraySegments strays() {
        return strays;
    }

    SliceRules slices() {
        return options.slices();
    }

    OpenChannel.Surroundings surroundings() {
        return surroundings;
    }

    Path directoryOf(KnownChannel channel) {
        return directory.channel(channel.name(), channel.number());
    }

    /**
     * Returns the messages of a channel that an earlier run has left in the commit log; null if
     * there are none.
     */
    @Nullable Replay replayOf(long channel) {
        return found.replayOf(channel);
    }

    void loaded(LoadedChannel channel) {
        progress.loaded(channel);
    }

    /** The channel is open, or exists no more. */
    void concluded(String channel) {
        unopened.remove(channel);
    }

    /** Makes what the channels of a shard share; the first time on the keeper. */
    ShardPart partOf(ShardExecutor owner) {
        return parts.computeIfAbsent(
                owner,
                ignored ->
                        new ShardPart(
                                owner,
                                committer,
                                memory,
                                readers,
                                deliveries.logOf(owner),
                                options.readCacheBytes(),
                                options.readBufferBytes()));
    }

    private void deleteSegments(long channel, List<SegmentInfo> segments) {
        readers.forget(channel, segments.stream().map(SegmentInfo::path).toList());
        workers.writer().execute(() -> writeBehind.deleteSegments(channel, segments));
    }

    void deleteChannel(String name, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        catalog.delete(
                name,
                number -> {
                    concluded(name);
                    ShardTasks.tell(owner, () -> outcome.succeeded(Outcome.Done.DONE));
                    if (number > 0) {
                        deleteFilesOnceRead(number, directory.channel(name, number));
                    }
                },
                why -> ShardTasks.tell(owner, () -> outcome.failed(why)));
    }

    /** The channel's reader can still find the messages that it was asked for before. */
    private void deleteFilesOnceRead(long number, Path path) {
        readers.close(
                number,
                path,
                () ->
                        workers.writer()
                                .execute(() ->
                                        writeBehind.deleteChannel(
                                                number, path, () -> catalog.forget(number))));
    }

    /** Makes everything durable, in the order in which one part gives to the next. */
    void close() {
        workers.committer().call(committer::finish);
        boolean[] isDone = new boolean[1];
        workers.writer().call(() -> isDone[0] = writeBehind.finish(MAX_SYNCS_AT_END));
        catalog.record(writeBehind.lastFacts(isDone[0]), () -> {}, why -> {});
        catalog.endRun(unopened.isEmpty());
        boolean[] isRecorded = new boolean[1];
        workers.keeper().call(() -> isRecorded[0] = catalog.finish());
        workers.keeper().call(() -> deliveries.close(isRecorded[0]));
        if (isDone[0] && isRecorded[0]) {
            workers.writer().call(writeBehind::deleteCommitLog);
        }
        readers.finish();
        if (archive != null) {
            archive.close();
        }
        try {
            disk.close();
        } catch (IOException e) {
            LOG.warn("The lock of {} is not given back", directory.root(), e);
        }
    }
}
