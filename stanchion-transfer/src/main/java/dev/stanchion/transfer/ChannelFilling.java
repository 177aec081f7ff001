package dev.stanchion.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.SubscriptionLog;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.protocol.MsgProtoEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Fills one channel of a store. The store keeps everything: the server that uses it later has the
 * limits.
 *
 * <p>An unfinished copy may have filled a part of the channel. That part is not written again, and
 * {@link #holdsAll} tells whether it belongs to the source.
 */
final class ChannelFilling implements LogListener {
    /** So much is committed together. */
    private static final int BATCH_BYTES = 1 << 20;

    /** So much may wait until it is durable. */
    private static final int WAITING_BYTES = 4 * BATCH_BYTES;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** A store that writes nothing for so long has a disk that does not work. */
    private static final long LONGEST_WITHOUT_ROOM_NANOS = TimeUnit.MINUTES.toNanos(2);

    private final String name;
    private final CopyShard shard;
    private final CopiedMessage entry;
    private final ChannelStore channel;
    private final long kept;
    private final ChannelTally written = new ChannelTally();
    private long partFrom;
    private long appended;
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
        this.kept = channel.messages().lastSequence();
        this.appended = kept;
        this.durable = kept;
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

    /** Begins another part, which the tally and the comparison are about from here on. */
    void beginPart() {
        written.clear();
        partFrom = lastSequence() + 1;
    }

    /** Returns the last sequence that was written. */
    long lastSequence() {
        return channel.messages().lastSequence();
    }

    /** Returns whether an unfinished copy has left messages here. */
    boolean isContinued() {
        return kept > 0;
    }

    /** Returns whether an unfinished copy came as far as this message. */
    boolean hasKept(long sequence) {
        return sequence <= kept;
    }

    /** Appends a message under its sequence, unless an unfinished copy has done so. */
    void append(MsgProtoCursor message) {
        if (message.sequence() <= kept) {
            written.addKept(message);
            return;
        }
        ChannelLog log = channel.messages();
        if (message.sequence() > log.lastSequence() + 1) {
            log.skipTo(message.sequence());
        }
        appendWhenThereIsRoom(log, entry.of(message));
        appended = message.sequence();
        written.add(message);
        uncommittedBytes += entry.encodedLength();
        if (uncommittedBytes >= BATCH_BYTES) {
            commit();
            if (waitingBytes >= WAITING_BYTES) {
                awaitDurable();
            }
        }
    }

    /**
     * Appends a message. A source may be faster than the disk of the target; then the store has no
     * memory for another message until it has written some of the earlier ones.
     */
    private void appendWhenThereIsRoom(ChannelLog log, LogEntry message) {
        long sinceNanos = shard.elapsedNanos();
        while (true) {
            try {
                log.append(message);
                return;
            } catch (StoreException e) {
                if (e.kind() != StoreException.Kind.BUSY
                        || shard.elapsedNanos() - sinceNanos > LONGEST_WITHOUT_ROOM_NANOS) {
                    throw e;
                }
                if (uncommittedBytes > 0) {
                    commit();
                }
                awaitDurable();
                shard.pause(PAUSE_NANOS);
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
        shard.await(() -> failure != null || durable >= appended);
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

    /**
     * Lets the sequences of the channel go on behind the last one that the source gave out, even if
     * its message is gone.
     */
    void continueBehind(long sequence, long timestampEpochNanos) {
        ChannelLog log = channel.messages();
        if (sequence <= log.lastSequence()) {
            return;
        }
        boolean isEmpty = log.messageCount() == 0;
        append(emptyMessage(sequence, timestampEpochNanos));
        finishMessages();
        if (isEmpty) {
            Awaited<Outcome.Done> removed = new Awaited<>();
            log.removeUpTo(sequence, removed);
            removed.on(shard);
            written.clear();
        }
    }

    private MsgProtoCursor emptyMessage(long sequence, long timestampEpochNanos) {
        ByteBuf encoded = Unpooled.buffer();
        MsgProtoEncoder.write(
                encoded,
                sequence,
                name.getBytes(UTF_8),
                Unpooled.EMPTY_BUFFER,
                0,
                0,
                0,
                0,
                timestampEpochNanos);
        MsgProtoCursor message = new MsgProtoCursor();
        message.wrap(encoded, 0, encoded.readableBytes());
        return message;
    }

    /**
     * Records the subscriptions, and the highest ID that one of them ever had.
     *
     * @param earlier those that an unfinished copy has recorded
     */
    void put(SourceSubscriptions subscriptions, List<RecoveredState.Subscription> earlier) {
        SubscriptionLog log = channel.subscriptions();
        for (RecoveredState.Subscription each : earlier) {
            if (!subscriptions.has(each.subscription().id())) {
                log.delete(each.subscription().id());
            }
        }
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

    /** Reads everything back, and returns whether it is what the source has. */
    boolean holdsAll() {
        ChannelTally found = new ChannelTally();
        WholeLog.read(channel.messages(), partFrom, shard, found::add, missing -> {});
        return found.isEqualTo(written);
    }

    /**
     * Reads everything back.
     *
     * @throws TransferException if it is not what was written
     */
    void verify() {
        if (!holdsAll()) {
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
