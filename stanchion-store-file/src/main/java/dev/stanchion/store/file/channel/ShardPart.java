package dev.stanchion.store.file.channel;

import dev.stanchion.engine.spi.RepeatedFailure;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Timer;
import dev.stanchion.store.file.commit.Commit;
import dev.stanchion.store.file.commit.Committer;
import dev.stanchion.store.file.delivery.DeliveryLog;
import dev.stanchion.store.file.log.MessageChecksum;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all channels of a shard share: they commit together, write down together what may wait, and
 * make room for each other in memory. Owned by the shard.
 */
public final class ShardPart {
    private static final Logger LOG = LoggerFactory.getLogger(ShardPart.class);
    private static final long LAZY_NANOS = 50_000_000L;

    private final ShardExecutor owner;
    private final Committer committer;
    private final TailMemory memory;
    private final SegmentReaders readers;
    private final DeliveryLog deliveries;
    private final MessageChecksum checksum = MessageChecksum.crc32c();
    private final ChunkCache chunks;
    private final ReadAhead readAhead;
    private final RepeatedFailure unreadable;
    private final Deque<Held> held = new ArrayDeque<>();
    private List<Commit> commits = new ArrayList<>();
    private List<Lazy> lazies = new ArrayList<>();
    private boolean isHandingOver;
    private boolean isScheduled;

    private record Held(KeptMessages channel, HotTail.Piece piece) {}

    /** Something that has changed and may be written down a little later. */
    interface Lazy {
        void writeDown();
    }

    /**
     * @param deliveries which it has to itself
     * @param cacheBytes for what was read from files
     * @param readBytes at once at the most
     */
    public ShardPart(
            ShardExecutor owner,
            Committer committer,
            TailMemory memory,
            SegmentReaders readers,
            DeliveryLog deliveries,
            long cacheBytes,
            int readBytes) {
        this.owner = owner;
        this.committer = committer;
        this.memory = memory;
        this.readers = readers;
        this.deliveries = deliveries;
        deliveries.keepUpWith(this::writeDown);
        this.chunks = new ChunkCache(cacheBytes);
        this.readAhead = new ReadAhead(readBytes);
        this.unreadable =
                new RepeatedFailure(
                        "Segments cannot be read, so limits do not hold for now",
                        new OwnerTime(owner),
                        LOG::error,
                        LOG::info);
    }

    private record OwnerTime(ShardExecutor owner) implements RepeatedFailure.Time {
        @Override
        public long elapsedNanos() {
            return owner.elapsedNanos();
        }

        @Override
        public Timer after(long delayNanos, Runnable task) {
            return owner.schedule(delayNanos, task);
        }
    }

    /** Where to tell what cannot be read; each channel tries it again each second. */
    RepeatedFailure unreadable() {
        return unreadable;
    }

    ShardExecutor owner() {
        return owner;
    }

    TailMemory memory() {
        return memory;
    }

    SegmentReaders readers() {
        return readers;
    }

    DeliveryLog deliveries() {
        return deliveries;
    }

    /**
     * Tells whether the shard has a place for what a batch delivers; else only the catalog has it,
     * a moment later. Safe for use by many threads.
     */
    public boolean writesDeliveries() {
        return deliveries.hasFiles();
    }

    MessageChecksum checksum() {
        return checksum;
    }

    ChunkCache chunks() {
        return chunks;
    }

    ReadAhead readAhead() {
        return readAhead;
    }

    /** Takes what a channel commits; all of a batch goes to the committer in one piece. */
    void commit(Commit commit) {
        commits.add(commit);
        if (!isHandingOver && owner.isCurrent()) { // once it has ended, the caller hands over
            isHandingOver = true;
            owner.atEndOfBatch(this::handOver);
        }
    }

    /** Gives to the committer what has gathered; for the owner, or anyone once it has stopped. */
    public void handOver() {
        isHandingOver = false;
        List<Commit> gathered = commits;
        commits = new ArrayList<>();
        committer.submit(gathered);
    }

    /** Has something written down, soon; the catalog syncs it soon after. */
    void lazily(Lazy lazy) {
        lazies.add(lazy);
        if (!isScheduled) {
            isScheduled = true;
            owner.schedule(LAZY_NANOS, this::writeDown);
        }
    }

    /** Writes down what was to wait; for the owner, or anyone once it has stopped. */
    public void writeDown() {
        isScheduled = false;
        List<Lazy> all = lazies;
        lazies = new ArrayList<>();
        all.forEach(Lazy::writeDown);
    }

    /** A channel has taken a piece of memory. */
    void took(KeptMessages channel, HotTail.Piece piece) {
        held.addLast(new Held(channel, piece));
    }

    /** Frees memory of messages that are in files, oldest first, while there is too much. */
    void makeRoom() {
        for (int left = held.size(); left > 0 && memory.isCrowded(); left--) {
            Held oldest = held.removeFirst();
            if (oldest.channel().hasFirst(oldest.piece())
                    && !oldest.channel().evict(oldest.piece())) {
                held.addLast(oldest);
            }
        }
    }
}
