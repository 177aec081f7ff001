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
 * One channel of a file store, from the first request for it. The keeper gives it a number, a
 * reader finds the content of its directory, the writer takes its files over, and then it belongs
 * to its shard.
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
     * Without files for its deliveries, the next start must know that some deliveries of the
     * channel may be missing. A full disk does not keep the channel closed: the limits of an open
     * channel make space, and the catalog records the loss as soon as there is some.
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
                "neither the files for its deliveries nor the catalog can be written, so the next"
                        + " start could not know the deliveries: "
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

    /** The progress of the channel, according to all sources. */
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
        } catch (
                StoreException
                        why) { // there is no memory for the messages that the disk has no space for
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

    /** Hands over everything that is not committed or recorded yet. The shard has ended. */
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
