package dev.stanchion.store.file;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.catalog.KnownChannel;
import dev.stanchion.store.file.channel.OpenChannel;
import dev.stanchion.store.file.channel.ShardPart;
import dev.stanchion.store.file.commit.Checkpoint;
import dev.stanchion.store.file.commit.Replay;
import dev.stanchion.store.file.disk.DiskTrouble;
import dev.stanchion.store.file.log.MessageRun;
import dev.stanchion.store.file.segment.ChannelFiles;
import dev.stanchion.store.file.segment.ChannelLoader;
import dev.stanchion.store.file.segment.LoadedChannel;
import dev.stanchion.store.file.segment.SegmentReads;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One channel of a file store, from the moment somebody asks for it: the keeper says its number, a
 * reader finds out what its directory holds, the writer takes its files over, and then it is its
 * shard's.
 */
final class FileChannel {
    private final String name;
    private final ChannelLimits limits;
    private final ShardExecutor owner;
    private final LogListener listener;
    private final RunningStore store;
    private volatile @Nullable OpenChannel open; // written by its shard, read when that has ended

    FileChannel(
            String name,
            ChannelLimits limits,
            ShardExecutor owner,
            LogListener listener,
            RunningStore store) {
        this.name = name;
        this.limits = limits;
        this.owner = owner;
        this.listener = listener;
        this.store = store;
    }

    void open(Outcome<ChannelStore> outcome) {
        store.catalog()
                .channel(
                        name,
                        known -> {
                            ShardPart part = store.partOf(owner);
                            if (part.writesDeliveries()) {
                                loadOnReader(known, part, outcome);
                            } else {
                                loadOnceThatIsRecorded(known, part, outcome);
                            }
                        },
                        why -> tell(() -> outcome.failed(why)));
    }

    /**
     * Without files for its deliveries, a channel that delivers needs the next start to know that
     * some may be missing. Only a full disk does not keep it closed: the limits of an open channel
     * are what makes room, and the catalog says it as soon as there is some.
     */
    private void loadOnceThatIsRecorded(
            KnownChannel known, ShardPart part, Outcome<ChannelStore> outcome) {
        store.catalog()
                .runIsIncomplete(
                        () -> loadOnReader(known, part, outcome),
                        why -> {
                            if (why.kind() == StoreException.Kind.FULL) {
                                loadOnReader(known, part, outcome);
                            } else {
                                tell(() -> outcome.failed(cannotRecordDeliveries(why)));
                            }
                        });
    }

    private StoreException cannotRecordDeliveries(StoreException why) {
        return new StoreException(
                why.kind(),
                "open",
                name,
                "neither the files for its deliveries nor the catalog can be written, so a start"
                        + " could not know what was delivered: "
                        + why.getMessage(),
                why);
    }

    private void loadOnReader(KnownChannel known, ShardPart part, Outcome<ChannelStore> outcome) {
        store.readers().execute(known.number(), reads -> load(known, part, reads, outcome));
    }

    /** On the channel's reader. */
    private void load(
            KnownChannel known, ShardPart part, SegmentReads reads, Outcome<ChannelStore> outcome) {
        Replay replay = store.replayOf(known.number());
        ChannelFiles files =
                new ChannelFiles(
                        store.disk(),
                        store.directoryOf(known),
                        known.number(),
                        name,
                        store.slices().within(limits),
                        store.retirement());
        try {
            LoadedChannel loaded =
                    new ChannelLoader(store.disk(), files, reads, replay, store.strays())
                            .load(known.mark().keptFrom(), known.segments());
            Checkpoint.Mark reached = reached(known, loaded, replay);
            store.loaded(loaded);
            tell(() -> begin(known, part, loaded, reached, outcome));
        } catch (IOException e) {
            StoreException why =
                    new StoreException(
                            StoreException.Kind.IO,
                            "open",
                            name + " in " + files.directory(),
                            DiskTrouble.of(e),
                            e);
            tell(() -> outcome.failed(why));
        } catch (StoreException why) {
            tell(() -> outcome.failed(why));
        }
    }

    /** How far the channel has come, as far as anything knows. */
    private static Checkpoint.Mark reached(
            KnownChannel known, LoadedChannel loaded, @Nullable Replay replay) {
        long sequence = Math.max(known.lastSequenceSeen(), loaded.lastSequence());
        long timestamp = known.mark().lastTimestampEpochNanos();
        if (replay != null) {
            sequence = Math.max(sequence, replay.lastSequence());
            timestamp = Math.max(timestamp, replay.lastTimestampEpochNanos());
        }
        return new Checkpoint.Mark(known.number(), loaded.keptFrom(), sequence, timestamp);
    }

    private void begin(
            KnownChannel known,
            ShardPart part,
            LoadedChannel loaded,
            Checkpoint.Mark reached,
            Outcome<ChannelStore> outcome) {
        OpenChannel opening;
        try {
            opening =
                    new OpenChannel(
                            known, limits, listener, loaded, reached, part, store.surroundings());
        } catch (StoreException why) { // there is no memory for what the disk has no room for
            outcome.failed(why);
            return;
        }
        open = opening;
        MessageRun unwritten = opening.unwritten();
        store.writer()
                .execute(() -> {
                    store.writeBehind().add(loaded.files(), opening.log(), reached, unwritten);
                    tell(() -> {
                        store.concluded(name);
                        opening.begin(outcome);
                    });
                });
    }

    private void tell(Runnable news) {
        try {
            owner.execute(news);
        } catch (RejectedExecutionException ended) {
            release();
        }
    }

    /** Hands over what is not committed or recorded yet; the shard has ended. */
    void writeDown() {
        OpenChannel current = open;
        if (current != null) {
            current.writeDownAll();
        }
    }

    /** Gives all memory back. */
    void release() {
        OpenChannel current = open;
        if (current != null) {
            current.release();
        }
    }
}
