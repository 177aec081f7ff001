package dev.stanchion.store.file.channel;

import dev.stanchion.engine.spi.RepeatedFailure;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.store.file.commit.Commit;
import dev.stanchion.store.file.commit.Committer;
import dev.stanchion.store.file.delivery.DeliveryLog;
import dev.stanchion.store.file.log.MessageChecksum;
import dev.stanchion.store.file.work.ShardTasks;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The common part of all channels of a shard. They commit together, write down together what can
 * wait, and make room for each other in memory. Owned by the shard.
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
    private final HeldPieces held;
    private List<Commit> commits = new ArrayList<>();
    private List<Lazy> lazies = new ArrayList<>();
    private boolean isHandingOver;
    private boolean isScheduled;

    /** Something that has changed and may be written down a little later. */
    interface Lazy {
        void writeDown();
    }

    /**
     * @param deliveries the shard's own log
     * @param cacheBytes the size of the cache for messages that were read from files
     * @param readBytes the maximum of one read
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
        this.held = new HeldPieces(memory);
        this.readers = readers;
        this.deliveries = deliveries;
        deliveries.keepUpWith(this::writeDown);
        this.chunks = new ChunkCache(cacheBytes);
        this.readAhead = new ReadAhead(readBytes);
        this.unreadable =
                new RepeatedFailure(
                        "Segments cannot be read, so limits do not hold for now",
                        RepeatedFailure.Time.of(owner),
                        LOG::error,
                        LOG::info);
    }

    /** Returns the report of segments that cannot be read; each channel tries again each second. */
    RepeatedFailure unreadable() {
        return unreadable;
    }

    ShardExecutor owner() {
        return owner;
    }

    /** Runs a task on the shard. Any thread. */
    void tell(Runnable task) {
        ShardTasks.tell(owner, task);
    }

    TailMemory memory() {
        return memory;
    }

    HeldPieces held() {
        return held;
    }

    SegmentReaders readers() {
        return readers;
    }

    DeliveryLog deliveries() {
        return deliveries;
    }

    /**
     * Returns whether the shard can record a batch's deliveries; otherwise only the catalog has
     * them, a moment later. Safe for use by many threads.
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

    /** Takes a commit of a channel. All commits of a batch go to the committer together. */
    void commit(Commit commit) {
        commits.add(commit);
        if (!isHandingOver && owner.isCurrent()) { // once it has ended, the caller hands over
            isHandingOver = true;
            owner.atEndOfBatch(this::handOver);
        }
    }

    /**
     * Gives the gathered commits to the committer. On the owner, or on any thread once it has
     * stopped.
     */
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

    /**
     * Writes down everything that waits for that. On the owner, or on any thread once it has
     * stopped.
     */
    public void writeDown() {
        isScheduled = false;
        List<Lazy> all = lazies;
        lazies = new ArrayList<>();
        all.forEach(Lazy::writeDown);
    }
}
