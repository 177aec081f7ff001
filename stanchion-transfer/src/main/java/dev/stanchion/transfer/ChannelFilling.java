package dev.stanchion.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.SubscriptionLog;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.protocol.MsgProtoCursor;
import org.jspecify.annotations.Nullable;

/**
 * Fills one channel of a store. The store keeps everything: the server that uses it later has the
 * limits.
 */
final class ChannelFilling implements LogListener {
    /** So much is committed together. */
    private static final int BATCH_BYTES = 1 << 20;

    /** So much may wait until it is durable. */
    private static final int WAITING_BYTES = 4 * BATCH_BYTES;

    private final String name;
    private final CopyShard shard;
    private final CopiedMessage entry;
    private final ChannelStore channel;
    private final ChannelTally written = new ChannelTally();
    private long durable;
    private long uncommittedBytes;
    private long waitingBytes;
    private @Nullable StoreException failure;

    ChannelFilling(String name, Store store, CopyShard shard) {
        this.name = name;
        this.shard = shard;
        this.entry = new CopiedMessage(name.getBytes(UTF_8));
        Awaited<ChannelStore> opened = new Awaited<>();
        store.openChannel(name, ChannelLimits.UNLIMITED, shard, this, opened);
        this.channel = opened.on(shard);
    }

    @Override
    public void onDurable(long sequence) {
        durable = sequence;
    }

    @Override
    public void onInserted(int count) {
        failure = writtenByOther();
    }

    private StoreException writtenByOther() {
        return new StoreException(
                StoreException.Kind.FENCED, "copy", name, "another server writes to the target");
    }

    @Override
    public void onLost(StoreException why) {
        failure = why;
    }

    /** Appends a message under its sequence. */
    void append(MsgProtoCursor message) {
        ChannelLog log = channel.messages();
        if (message.sequence() > log.lastSequence() + 1) {
            log.skipTo(message.sequence());
        }
        log.append(entry.of(message));
        written.add(message);
        uncommittedBytes += entry.encodedLength();
        if (uncommittedBytes >= BATCH_BYTES) {
            commit();
            if (waitingBytes >= WAITING_BYTES) {
                awaitDurable();
            }
        }
    }

    private void commit() {
        channel.messages().commit();
        waitingBytes += uncommittedBytes;
        uncommittedBytes = 0;
        shard.runDue();
    }

    private void awaitDurable() {
        long last = channel.messages().lastSequence();
        shard.await(() -> failure != null || durable >= last);
        if (failure != null) {
            throw failure;
        }
        waitingBytes = 0;
    }

    /** Makes all messages durable. */
    void finishMessages() {
        if (written.messages() > 0) {
            commit();
            awaitDurable();
        }
    }

    /** Records the subscriptions, and the highest ID that one of them ever had. */
    void put(SourceSubscriptions subscriptions) {
        SubscriptionLog log = channel.subscriptions();
        for (RecoveredState.Subscription each : subscriptions.live()) {
            log.put(each.subscription());
            log.replace(
                    each.subscription(),
                    each.pending().stream().mapToLong(Long::longValue).toArray());
        }
        if (subscriptions.highestId() > log.highestId()) {
            log.put(placeholder(subscriptions.highestId()));
            log.delete(subscriptions.highestId());
        }
        Awaited<Outcome.Done> flushed = new Awaited<>();
        log.flush(flushed);
        flushed.on(shard);
    }

    /** A subscription that has ended; no other one gets its ID. */
    private static SubscriptionRecord placeholder(long id) {
        return new SubscriptionRecord(id, "", "", "", "", 1, 1, "", 0, false, false);
    }

    /**
     * Reads everything back.
     *
     * @throws TransferException if it is not what was written
     */
    void verify() {
        ChannelTally found = new ChannelTally();
        WholeLog.read(channel.messages(), shard, found::add, missing -> {});
        if (!found.isEqualTo(written)) {
            throw new TransferException(
                    "channel %s of the target does not contain what was written to it"
                            .formatted(name),
                    "Check the disk or database of the target, and start again.");
        }
    }

    ChannelTally written() {
        return written;
    }
}
