package dev.stanchion.store.file.catalog;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.store.file.commit.Checkpoint;
import dev.stanchion.store.file.segment.SegmentNote;

/** One statement of the catalog. A later one about the same thing takes its place. */
sealed interface CatalogRecord {
    /** The identity of the server. */
    record Server(ServerRecord server) implements CatalogRecord {}

    /** A client is registered. */
    record Client(ClientRecord client) implements CatalogRecord {}

    /** A client is not registered any more. */
    record ClientGone(String clientId) implements CatalogRecord {}

    /**
     * A channel exists.
     *
     * @param number never given to another channel
     * @param highestSubscriptionId ever used in it, as far as it was known then
     */
    record Channel(long number, String name, long highestSubscriptionId) implements CatalogRecord {}

    /** A channel is deleted; its files may be there still. */
    record ChannelDeleted(long number) implements CatalogRecord {}

    /** No file of a deleted channel is left. */
    record ChannelForgotten(long number) implements CatalogRecord {}

    /**
     * A subscription with its pending sequences, in ascending order.
     *
     * @param frame up to this frame of its shard's delivery log, it knows everything; 0 if there is
     *     no such log
     */
    @SuppressWarnings("ArrayRecordComponent") // lives from one call to the next; never compared
    record Subscription(long channel, SubscriptionRecord subscription, long[] pending, long frame)
            implements CatalogRecord {}

    /** A subscription has ended. */
    record SubscriptionGone(long channel, long id) implements CatalogRecord {}

    /** The progress of a channel. */
    record Mark(Checkpoint.Mark mark) implements CatalogRecord {}

    /** The content of a segment. */
    record Segment(SegmentNote note) implements CatalogRecord {}

    /**
     * Which files of the commit log there must be.
     *
     * @param neededFrom those before it need not be there any more
     * @param begun one that must; 0 if none is added
     */
    record CommitFile(long neededFrom, long begun) implements CatalogRecord {}

    /** Numbers below this one were given to channels. */
    record Numbers(long next) implements CatalogRecord {}

    /** A run of a server has begun, or has ended in good order. */
    record Run(RunRecord run) implements CatalogRecord {}
}
