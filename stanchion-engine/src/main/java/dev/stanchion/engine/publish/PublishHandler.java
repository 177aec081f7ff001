package dev.stanchion.engine.publish;

import dev.stanchion.engine.answer.Answers;
import dev.stanchion.engine.answer.LateAnswers;
import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.channel.ChannelTable;
import dev.stanchion.engine.channel.Durability;
import dev.stanchion.engine.client.Client;
import dev.stanchion.engine.client.ClientDirectory;
import dev.stanchion.engine.failure.Fence;
import dev.stanchion.engine.failure.StoreFailures;
import dev.stanchion.engine.message.HeldMessage;
import dev.stanchion.engine.message.Subjects;
import dev.stanchion.engine.shard.Backpressure;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.Origin;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.protocol.MsgProtoEncoder;
import dev.stanchion.protocol.PubMsgCursor;
import dev.stanchion.protocol.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes published messages on the shard of their channel. No allocation and one copy per message,
 * once its channel is open and its publisher known.
 */
@ShardOwned
public final class PublishHandler implements Durability {
    private static final Logger LOG = LoggerFactory.getLogger(PublishHandler.class);

    private static final String OVERLOADED =
            "stan: server is overloaded: too much is waiting for the store; publish again later";

    /** What a message grows by when it is sent again. */
    private static final int REDELIVERY_BYTES = MsgProtoEncoder.redeliveryLength(-1);

    /** A sequence that is durable in every channel. */
    private static final long STORED_ALREADY = 0;

    private final ShardExecutor shard;
    private final Bus bus;
    private final ClientDirectory clients;
    private final Refusals refusals;
    private final StoreFailures refused;
    private final StoreFailures lost;
    private final int maxPayloadBytes;
    private final Backpressure backpressure;
    private final AckQueue acks;
    private final Fence fence;
    private final PublishedMessage entry = new PublishedMessage();
    private final PubMsgCursor cursor = new PubMsgCursor();
    private final Runnable commit = this::commit;
    private List<Channel> touched = new ArrayList<>();

    /** The list for the next batch; null while a batch is being committed. */
    private @Nullable List<Channel> untouched;

    private @Nullable Runnable onDrained;
    private final OwnMessages own = new OwnMessages();
    private final Set<HeldMessage> held = new LinkedHashSet<>();
    private boolean closed;
    private final DurationHistogram commits = new DurationHistogram();
    private boolean tracing;
    private long batchNanos;
    private long inMessages;
    private long inBytes;

    /**
     * @param maxUnsyncedBytes bound on what is appended and not yet durable
     */
    public PublishHandler(
            ShardExecutor shard,
            Bus bus,
            ClientDirectory clients,
            Answers answers,
            LateAnswers lateAnswers,
            int maxPayloadBytes,
            long maxUnsyncedBytes,
            Fence fence) {
        this.shard = shard;
        this.bus = bus;
        this.clients = clients;
        this.refusals = new Refusals(answers);
        this.refused = new StoreFailures(shard, "Messages are refused", LOG::warn, LOG::info);
        this.lost =
                new StoreFailures(
                        shard,
                        "Messages are lost before they were acknowledged",
                        LOG::error,
                        LOG::info);
        this.maxPayloadBytes = maxPayloadBytes;
        this.backpressure = new Backpressure("appended and not yet durable", maxUnsyncedBytes);
        this.acks = new AckQueue(backpressure, lateAnswers);
        this.fence = fence;
    }

    /** Takes a message that was decoded on another shard. */
    public void take(BusMessage message, ChannelTable channels) {
        if (cursor.wrap(message.buffer(), message.payloadIndex(), message.payloadLength())) {
            take(cursor, message, channels);
        }
    }

    /**
     * Takes a message.
     *
     * @param decoded with a guid and a valid channel name
     */
    public void take(PubMsgCursor decoded, BusMessage message, ChannelTable channels) {
        assert shard.isCurrent();
        if (closed) {
            return; // it was on its way when the engine closed: not stored, not acknowledged
        }
        inMessages++;
        inBytes += message.payloadLength();
        if (LOG.isTraceEnabled()) {
            trace(decoded);
        }
        Client publisher = clients.publisher(message, decoded);
        if (publisher == null) {
            refusals.send(message, decoded, Refusal.INVALID_PUBLISH_REQUEST.text());
            return;
        }
        Channel channel =
                channels.find(decoded.buffer(), decoded.channelIndex(), decoded.channelLength());
        if (channel != null) {
            append(channel, publisher, decoded, message);
        } else {
            appendWhenOpen(channels, publisher, decoded, message);
        }
    }

    private void append(
            Channel channel, Client publisher, PubMsgCursor decoded, BusMessage message) {
        ByteBuf buffer = decoded.buffer();
        int guid = decoded.guidIndex();
        int guidLength = decoded.guidLength();
        ChannelLog log = channel.messages();
        if (log.isKnown(buffer, guid, guidLength)) {
            acknowledge(STORED_ALREADY, channel, publisher, decoded, message);
            return;
        }
        if (log.isRepeated(message.origin(), buffer, guid, guidLength)) {
            acknowledge(log.lastSequence(), channel, publisher, decoded, message);
            return;
        }
        if (backpressure.isExceeded() && !message.origin().canWait()) {
            refusals.send(message, decoded, OVERLOADED);
            return;
        }
        entry.become(decoded, publisher.id(), channel);
        int bytes = entry.encodedLength();
        if (isTooLarge(bytes)) {
            refuseAsTooLarge(decoded, message, bytes);
            return;
        }
        try {
            if (channel.append(entry)) {
                touch(channel);
                channel.publishedBy(publisher.id(), decoded);
            }
        } catch (StoreException why) {
            if (fence.stops(why)) {
                return;
            }
            refused.happened(why);
            refusals.send(message, decoded, textOf(why));
            return;
        }
        if (tracing) {
            acks.traceNext(channel, entry.sequence(), publisher.id(), guidOf(decoded));
        }
        Destination reply = publisher.replyOf(message, bus);
        publisher.publishes(batchNanos);
        acks.add(channel, entry.sequence(), reply, bytes, batchNanos, decoded);
        holdBack(bytes, message.origin());
    }

    private static String textOf(StoreException why) {
        return why.kind() == StoreException.Kind.READ_ONLY
                ? Refusal.CHANNEL_READ_ONLY.text()
                : String.valueOf(why.getMessage());
    }

    /**
     * Acknowledges a message that is stored or on its way to the store, behind those that came
     * before.
     *
     * @param sequence the channel is durable up to it when the message is stored
     */
    private void acknowledge(
            long sequence,
            Channel channel,
            Client publisher,
            PubMsgCursor decoded,
            BusMessage message) {
        long now = shard.elapsedNanos();
        publisher.publishes(now);
        acks.add(channel, sequence, publisher.replyOf(message, bus), 0, now, decoded);
        acks.release(now);
    }

    /** Whoever cannot wait is refused what is more than can be taken, see {@link #append}. */
    private void holdBack(int bytes, Origin origin) {
        if (origin.canWait()) {
            backpressure.hold(bytes, origin);
        } else {
            backpressure.hold(bytes);
        }
    }

    private static void trace(PubMsgCursor decoded) {
        LOG.trace(
                "[Client:{}] Received message from publisher subj={} guid={}",
                Subjects.text(decoded.buffer(), decoded.clientIdIndex(), decoded.clientIdLength()),
                Subjects.text(decoded.buffer(), decoded.channelIndex(), decoded.channelLength()),
                guidOf(decoded));
    }

    private static String guidOf(PubMsgCursor decoded) {
        return Subjects.text(decoded.buffer(), decoded.guidIndex(), decoded.guidLength());
    }

    private boolean isTooLarge(int bytes) {
        return bytes + REDELIVERY_BYTES > maxPayloadBytes;
    }

    /**
     * Appends a message that no connection has sent. It is stored and delivered like any other.
     *
     * @param message decoded, with a guid that no other message has
     * @param stored hears the sequence of the message when it is durable
     */
    public void appendOwn(
            Channel channel, PubMsgCursor message, String publisher, Outcome<Long> stored) {
        entry.become(message, publisher, channel);
        appendOwn(channel, List.of(entry), stored);
    }

    /**
     * Does the same with messages that encode themselves. They have the next sequences of the
     * channel, or leave some out. If one fails, those before it stay.
     *
     * @param messages at least one, in ascending order; not kept after the call
     * @param stored hears the sequence of the last one when all are durable
     */
    public void appendOwn(
            Channel channel, List<? extends LogEntry> messages, Outcome<Long> stored) {
        assert shard.isCurrent();
        try {
            for (LogEntry message : messages) {
                StoreException refusal = refusalOfOwn(channel, message.encodedLength());
                if (refusal != null) {
                    throw refusal;
                }
                channel.messages().skipTo(message.sequence());
                if (channel.append(message)) {
                    touch(channel);
                }
            }
        } catch (StoreException why) {
            if (!fence.stops(why)) {
                stored.failed(why);
            }
            return;
        }
        own.add(channel, messages.getLast().sequence(), stored);
    }

    private @Nullable StoreException refusalOfOwn(Channel channel, int bytes) {
        String why = null;
        if (isTooLarge(bytes)) {
            why =
                    "message is too large to be delivered: %d bytes (max_payload: %d)"
                            .formatted(bytes + REDELIVERY_BYTES, maxPayloadBytes);
        } else if (closed || backpressure.isExceeded()) {
            why = "too much is waiting for the store; publish again later";
        }
        return why == null
                ? null
                : new StoreException(
                        isTooLarge(bytes) ? StoreException.Kind.FULL : StoreException.Kind.BUSY,
                        "publish",
                        channel.channel(),
                        why);
    }

    /** It would be accepted once and could then never reach a subscriber. */
    private void refuseAsTooLarge(PubMsgCursor decoded, BusMessage message, int bytes) {
        refusals.send(
                message,
                decoded,
                "message is too large to be delivered: %d bytes (max_payload: %d)"
                        .formatted(bytes + REDELIVERY_BYTES, maxPayloadBytes));
    }

    /**
     * Appends a message whose publisher was registered when it came, whatever happens till then.
     */
    private void appendWhenOpen(
            ChannelTable channels, Client publisher, PubMsgCursor decoded, BusMessage message) {
        byte[] name =
                ByteBufUtil.getBytes(
                        decoded.buffer(), decoded.channelIndex(), decoded.channelLength());
        HeldMessage kept = hold(message);
        channels.whenOpen(
                name,
                new ChannelTable.Awaiting() {
                    @Override
                    public void opened(Channel channel) {
                        if (!closed) {
                            append(channel, publisher, wrap(kept), kept);
                        }
                        letGo(kept);
                    }

                    @Override
                    public void refused(String why) {
                        if (!closed) {
                            refusals.send(kept, wrap(kept), why);
                        }
                        letGo(kept);
                    }
                });
    }

    private HeldMessage hold(BusMessage message) {
        HeldMessage kept = new HeldMessage(message);
        held.add(kept);
        holdBack(kept.payloadLength(), kept.origin());
        return kept;
    }

    private void letGo(HeldMessage kept) {
        if (held.remove(kept)) {
            backpressure.release(kept.payloadLength());
            kept.release();
            reportDrained();
        }
    }

    private PubMsgCursor wrap(HeldMessage kept) {
        PubMsgCursor again = new PubMsgCursor();
        again.wrap(kept.buffer(), kept.payloadIndex(), kept.payloadLength());
        return again;
    }

    private void touch(Channel channel) {
        if (touched.isEmpty()) {
            batchNanos = shard.elapsedNanos();
            tracing = LOG.isTraceEnabled();
            shard.atEndOfBatch(commit);
        }
        touched.add(channel);
    }

    private void commit() {
        List<Channel> committing = touched;
        touched = untouched == null ? new ArrayList<>() : untouched;
        untouched = null; // a commit may call back, and more may be appended then
        long now = shard.elapsedNanos();
        for (int i = 0; i < committing.size(); i++) {
            committing.get(i).commit(now);
        }
        committing.clear();
        untouched = committing;
    }

    @Override
    public void advanced(Channel channel) {
        long now = shard.elapsedNanos();
        long since = channel.carriedOutSinceNanos();
        if (since != Channel.NO_COMMIT) {
            commits.add(now - since);
        }
        acks.release(now);
        own.advanced(channel);
        reportDrained();
    }

    @Override
    public void inserted(Channel channel, int count) {
        acks.moveUp(channel, count);
        own.moveUp(channel, count);
    }

    @Override
    public void storedByOther(Channel channel, long sequence, long storedAt) {
        acks.storedByOther(channel, sequence, storedAt);
    }

    @Override
    public void lost(Channel channel, StoreException why) {
        lost.happened(channel.channel() + ", " + why.getMessage(), why);
        acks.refuseLost(channel, why, shard.elapsedNanos());
        own.refuseLost(channel, why);
        reportDrained();
    }

    /** Commits what there is and reports when no publisher waits; after that, takes no more. */
    public void drain(Runnable drained) {
        commit();
        onDrained = drained;
        reportDrained();
    }

    private void reportDrained() {
        Runnable report = onDrained;
        if (report != null && held.isEmpty() && acks.isEmpty() && own.isEmpty()) {
            onDrained = null;
            closed = true;
            report.run();
        }
    }

    /** Takes no more messages, and drops all that wait. Their publishers get no answer. */
    public void abandon() {
        closed = true;
        touched.clear();
        acks.abandon();
        own.abandon();
        List.copyOf(held).forEach(this::letGo);
        reportDrained();
    }

    /** The shard closes, and leaves no timer behind. */
    public void end() {
        refused.end();
        lost.end();
    }

    /** Returns how long publishers have waited for their acknowledgements. */
    public DurationHistogram.Counts publishLatency() {
        return acks.latency();
    }

    /** Returns how long the store has taken to make batches durable. */
    public DurationHistogram.Counts commitLatency() {
        return commits.counts();
    }

    /**
     * Returns for which failure of the store publishers got an error lately; empty if they got
     * none. A full disk is noticed by an append, or not before what was appended is made durable.
     */
    public String failingLately(long nanos) {
        String refusing = refused.within(nanos);
        return refusing.isEmpty() ? lost.within(nanos) : refusing;
    }

    /** Returns how many messages came in, refused ones too. */
    public long inMessages() {
        return inMessages;
    }

    /** Returns the size of the messages that came in. */
    public long inBytes() {
        return inBytes;
    }
}
