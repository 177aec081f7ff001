package dev.stanchion.store.jetstream.state;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.jetstream.api.Inbox;
import dev.stanchion.store.jetstream.api.JetStreamApi;
import dev.stanchion.store.jetstream.api.JsonObject;
import dev.stanchion.store.jetstream.append.Foreign;
import dev.stanchion.store.jetstream.append.Outgoing;
import dev.stanchion.store.jetstream.append.StreamOwner;
import dev.stanchion.store.jetstream.append.StreamWriter;
import dev.stanchion.store.jetstream.figures.StoreFigures;
import dev.stanchion.store.jetstream.message.StoredHeaders;
import dev.stanchion.store.jetstream.message.StreamMessage;
import dev.stanchion.store.jetstream.names.ClusterNames;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes values to the bucket while this process is active. Of several values of one key that
 * gather while a batch is under way, the last one is written. Confined to the shard of the
 * registry, except {@link #write}.
 */
public final class StateWriter implements StreamOwner {
    private static final Logger LOG = LoggerFactory.getLogger(StateWriter.class);
    private static final byte[] NO_VALUE = {};
    private static final String NO_GAPS = "";

    private final ShardExecutor shard;
    private final ClusterNames names;
    private final String processId;
    private final Consumer<StoreException> deposed;
    private final StreamWriter writer;
    private final Map<String, Value> changes = new LinkedHashMap<>();
    private final Map<String, Value> underWay = new LinkedHashMap<>();
    private final Deque<Barrier> barriers = new ArrayDeque<>();
    private final byte[] removal;
    private final byte[] plain;
    private long added;
    private @Nullable StoreException refusal;

    /** A new value of a key; one without bytes removes the key. Immutable. */
    private static final class Value {
        private final byte[] bytes;
        private final boolean isRetried;

        Value(byte[] bytes, boolean isRetried) {
            this.bytes = bytes;
            this.isRetried = isRetried;
        }

        boolean isRemoval() {
            return bytes.length == 0;
        }
    }

    /** A caller that waits until the bucket has a number of values. */
    private record Barrier(long at, ShardExecutor shard, Outcome<Outcome.Done> outcome) {}

    /**
     * @param processId the ID in the lease of this process
     * @param last the last sequence of the bucket
     * @param deposed runs when another process has taken the lease
     */
    public StateWriter(
            Inbox inbox,
            JetStreamApi api,
            ClusterNames names,
            Duration patience,
            StoreFigures figures,
            String processId,
            long last,
            Consumer<StoreException> deposed) {
        this.shard = inbox.link().shard();
        this.names = names;
        this.processId = processId;
        this.deposed = deposed;
        this.removal =
                StoredHeaders.encode(
                        "Stan-Writer",
                        processId,
                        "KV-Operation",
                        "PURGE",
                        "Nats-Rollup",
                        "sub",
                        "Nats-TTL",
                        "1h");
        this.plain = StoredHeaders.encode("Stan-Writer", processId);
        this.writer =
                new StreamWriter(
                        inbox,
                        api,
                        new StreamWriter.Target(
                                names.bucketStream(), names.bucket(), NO_GAPS, patience, figures),
                        this,
                        last);
    }

    /** Values that are written together, and in this order. Confined to one thread at a time. */
    public static final class Changes {
        private final Map<String, Value> values = new LinkedHashMap<>();

        /** Adds a value that must be written at some time, even if the cluster is away for long. */
        public void put(String key, byte[] value) {
            values.put(key, new Value(value, true));
        }

        /** Adds a value that is given up if it cannot be written in time. */
        public void tryPut(String key, byte[] value) {
            values.put(key, new Value(value, false));
        }

        /** Adds the removal of a key. */
        public void remove(String key) {
            values.put(key, new Value(NO_VALUE, true));
        }

        public boolean isEmpty() {
            return values.isEmpty();
        }
    }

    /**
     * Writes values. Any thread.
     *
     * @param caller on which shard the outcome comes
     * @param outcome gets to know when these values and all before them are in the bucket
     */
    public void write(Changes values, ShardExecutor caller, Outcome<Outcome.Done> outcome) {
        if (shard.isCurrent()) {
            add(values, new Barrier(0, caller, outcome));
        } else {
            shard.execute(() -> add(values, new Barrier(0, caller, outcome)));
        }
    }

    private void add(Changes values, Barrier asked) {
        StoreException why = refusal;
        boolean isFenced = why != null && why.kind() == StoreException.Kind.FENCED;
        if (!isFenced) {
            values.values.forEach((key, value) -> {
                if (why == null || value.isRetried) {
                    changes.remove(key);
                    changes.put(key, value);
                }
            });
        }
        if (why != null) {
            fail(asked, why);
            return;
        }
        barriers.add(new Barrier(Long.MAX_VALUE, asked.shard, asked.outcome));
        flush();
    }

    /**
     * Finds out whether this process has the lease. Reading does not tell: a leader that has just
     * been elected may not know the newest lease. A write tells, since the bucket takes it from the
     * holder of the lease only. Any thread.
     *
     * @param caller on which shard the outcome comes
     * @param outcome succeeds if this process has had the lease at a moment after the call
     */
    public void confirmActive(ShardExecutor caller, Outcome<Outcome.Done> outcome) {
        Changes confirmation = new Changes();
        confirmation.tryPut(names.activeKey(), Records.activeToJson(processId));
        write(confirmation, caller, outcome);
    }

    /** Hands what has gathered to the stream's writer, unless a batch is under way. */
    private void flush() {
        if (!writer.isIdle()) {
            return;
        }
        underWay.clear();
        takeChanges(false);
        takeChanges(true);
        changes.clear();
        underWay.forEach((key, value) -> writer.add(message(key, value)));
        added += underWay.size();
        Deque<Barrier> placed = new ArrayDeque<>();
        barriers.forEach(each ->
                placed.add(new Barrier(Math.min(each.at, added), each.shard, each.outcome)));
        barriers.clear();
        barriers.addAll(placed);
        completeUpTo(added - writer.waiting());
        writer.flush();
    }

    /**
     * Removals come last. The stream may have only the first part of what is sent when another
     * process takes over. Then the messages of a queue member that has left must be found with its
     * heirs.
     */
    private void takeChanges(boolean removals) {
        changes.forEach((key, value) -> {
            if (value.isRemoval() == removals) {
                underWay.put(key, value);
            }
        });
    }

    private Outgoing message(String key, Value value) {
        boolean isRemoval = value.isRemoval();
        return Outgoing.message(
                (names.keyPrefix() + key).getBytes(StandardCharsets.US_ASCII),
                isRemoval ? removal : plain,
                Unpooled.wrappedBuffer(value.bytes),
                0,
                value.bytes.length);
    }

    private void completeUpTo(long written) {
        while (!barriers.isEmpty() && barriers.getFirst().at <= written) {
            Barrier next = barriers.removeFirst();
            answer(next, () -> next.outcome.succeeded(Outcome.Done.DONE));
        }
    }

    private void fail(Barrier barrier, StoreException why) {
        answer(barrier, () -> barrier.outcome.failed(why));
    }

    private static void answer(Barrier barrier, Runnable answer) {
        if (barrier.shard.isCurrent()) {
            answer.run();
        } else {
            barrier.shard.execute(answer);
        }
    }

    private void failAll(StoreException why) {
        List<Barrier> all = List.copyOf(barriers);
        barriers.clear();
        all.forEach(each -> fail(each, why));
    }

    /** Tells whether everything that was handed over is in the bucket. */
    public boolean isIdle() {
        return changes.isEmpty() && writer.isIdle();
    }

    @Override
    public void onDurable(long sequence) {
        completeUpTo(added - writer.waiting());
        if (writer.waiting() == 0) {
            underWay.clear();
            // the writer becomes idle when this call has returned
            shard.execute(this::flush);
        }
    }

    @Override
    public void onForeign(List<Foreign> messages, int moved) {
        for (Foreign each : messages) {
            StreamMessage message = each.message();
            if (message.subject().equals(names.keyPrefix() + names.leaseKey())
                    && !message.header("Stan-Writer").equals(processId)) {
                fence(message);
                return;
            }
        }
        LOG.warn("Somebody else has written to bucket {}; only Stanchion should", names.bucket());
    }

    /** Whoever takes the lease writes it to this stream, where {@link #onForeign} finds it. */
    @Override
    public void confirmActive(Outcome<Outcome.Done> outcome) {
        outcome.succeeded(Outcome.Done.DONE);
    }

    private void fence(StreamMessage lease) {
        String by =
                lease.payload().isReadable()
                        ? Holder.of(JsonObject.parse(ByteBufUtil.getBytes(lease.payload())))
                                .named(lease.sequence())
                        : "somebody who has removed the lease";
        StoreException why =
                new StoreException(
                        StoreException.Kind.FENCED,
                        "write",
                        names.bucket(),
                        by + " has taken over");
        stop(why);
        deposed.accept(why);
    }

    private void stop(StoreException why) {
        refusal = why;
        writer.close();
        changes.clear();
        underWay.clear();
        failAll(why);
    }

    @Override
    public void onLost(StoreException why) {
        underWay.forEach((key, value) -> {
            if (value.isRetried) {
                changes.putIfAbsent(key, value);
            }
        });
        underWay.clear();
        added = 0;
        failAll(why);
    }

    @Override
    public void onBehind(long last, long acknowledged) {
        LOG.error(
                "{}: stream ends at {}, {} was acknowledged: the NATS cluster has lost changes of"
                        + " clients and subscriptions",
                names.bucket(),
                last,
                acknowledged);
    }

    @Override
    public void refuse(StoreException why) {
        if (refusal == null) {
            refusal = why;
        }
    }

    @Override
    public void accept() {
        if (refusal != null && refusal.kind() != StoreException.Kind.FENCED) {
            refusal = null;
            shard.execute(this::flush);
        }
    }

    /** Ends the writer. What has not been written stays unwritten. */
    public void close() {
        stop(
                new StoreException(
                        StoreException.Kind.BUSY, "write", names.bucket(), "the store is closed"));
    }

    /** Returns the last sequence that the bucket is known to have. */
    public long last() {
        return writer.last();
    }
}
