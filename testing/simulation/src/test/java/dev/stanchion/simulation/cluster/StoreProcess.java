package dev.stanchion.simulation.cluster;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.SubscriptionLog;
import dev.stanchion.kit.cluster.ClusterConnection;
import dev.stanchion.simulation.world.SimulatedShards;
import dev.stanchion.store.jetstream.JetStreamStore;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A process with one shard that uses the store, and what the store told it. */
final class StoreProcess {
    private final String name;
    private final SimulatedShards shards;
    private final ShardExecutor shard;
    private final ClusterConnection connection;
    private final SimulatedTenant tenant;
    private final StreamSeams seams;
    private @Nullable JetStreamStore store;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final Map<String, Long> acknowledged = new LinkedHashMap<>();
    private final Set<String> foundKnown = new LinkedHashSet<>();
    private final Arena arena;
    private final List<StoreException> losses = new ArrayList<>();
    private @Nullable ChannelLog log;
    private @Nullable SubscriptionLog subscriptions;
    private @Nullable StoreException failure;
    private boolean deposed;
    private final long lagNanos;
    private long durable;
    private boolean isPaused;
    private int sent;

    private static final class Pending {
        private final String guid;
        private long sequence;

        Pending(String guid, long sequence) {
            this.guid = guid;
            this.sequence = sequence;
        }
    }

    StoreProcess(String name, Arena arena, Consumer<Throwable> escaped, StreamSeams seams) {
        this.name = name;
        this.arena = arena;
        this.seams = seams;
        lagNanos = arena.chance().pick(List.of(0L, 5 * Arena.MILLIS, 300 * Arena.MILLIS));
        shards = new SimulatedShards(1, arena.time(), arena.chance().fork(), escaped);
        shard = shards.all().getFirst();
        connection = arena.cluster().connect(shard);
        tenant =
                new SimulatedTenant(
                        List.of(seams.link().apply(new SimulatedLink(connection))),
                        Arena.CLUSTER_ID,
                        name,
                        arena.chance().fork());
    }

    String name() {
        return name;
    }

    ClusterConnection connection() {
        return connection;
    }

    JetStreamStore store() {
        JetStreamStore open = store;
        if (open == null) {
            throw new AssertionError(name + " has no store");
        }
        return open;
    }

    boolean hasWork() {
        return shards.isRunning() && !shards.isIdle() && !isPaused;
    }

    void runOne() {
        shards.runOne();
    }

    /** Runs something as the shard. */
    void run(Runnable task) {
        shards.on(shards.all().getFirst(), () -> shards.runGuarded(task));
    }

    void open() {
        tenant.open(
                new Outcome<>() {
                    @Override
                    public void succeeded(JetStreamStore opened) {
                        store = opened;
                        opened.onDeposed(() -> deposed = true);
                        opened.recover();
                        opened.initialize(new ServerRecord(Arena.CLUSTER_ID, "d", "t"));
                        openChannel();
                    }

                    @Override
                    public void failed(StoreException why) {
                        failure = why;
                    }
                });
    }

    private void openChannel() {
        store().openChannel(
                        Arena.CHANNEL,
                        new ChannelLimits(0, 0, 0),
                        shard,
                        new Recorder(),
                        new Outcome<>() {
                            @Override
                            public void succeeded(ChannelStore opened) {
                                subscriptions = opened.subscriptions();
                                log = seams.log().apply(opened.messages());
                                durable = opened.messages().lastSequence();
                            }

                            @Override
                            public void failed(StoreException why) {
                                failure = why;
                            }
                        });
    }

    boolean isOpen() {
        return log != null;
    }

    /** Returns the log of the channel, which must be open. */
    ChannelLog log() {
        return Objects.requireNonNull(log);
    }

    /** Returns the subscriptions of the channel, which must be open. */
    SubscriptionLog subscriptions() {
        return Objects.requireNonNull(subscriptions);
    }

    boolean hasFailed() {
        return failure != null;
    }

    @Nullable StoreException failure() {
        return failure;
    }

    boolean isDeposed() {
        return deposed;
    }

    boolean isAlive() {
        return shards.isRunning();
    }

    /** Stops for a while, as a process does that the system suspends. What comes waits for it. */
    void pause(long nanos) {
        isPaused = true;
        arena.time().after(nanos, () -> isPaused = false);
    }

    void resume() {
        isPaused = false;
    }

    /** Is sent a message of a publisher, which other processes may be sent, too. */
    void receive(List<Publications.Sent> messages) {
        if (!isAlive()) {
            return;
        }
        shard.execute(() -> {
            ChannelLog open = log;
            if (open == null || deposed) {
                return;
            }
            messages.forEach(message -> take(open, message));
            open.commit();
        });
    }

    private void take(ChannelLog open, Publications.Sent message) {
        byte[] guid = message.guid().getBytes(StandardCharsets.UTF_8);
        if (open.isKnown(Unpooled.wrappedBuffer(guid), 0, guid.length)) {
            foundKnown.add(message.guid());
        } else {
            append(open, message.publisher(), message.guid());
        }
    }

    /** Returns how long it takes until a message of a publisher reaches this process. */
    long lagNanos() {
        return lagNanos;
    }

    /** Returns the messages that were not appended because the log knew them. */
    Set<String> foundKnown() {
        return foundKnown;
    }

    /** Appends messages and asks that they become durable. */
    void append(int messages) {
        run(() -> {
            ChannelLog open = log;
            if (open == null) {
                return;
            }
            for (int i = 0; i < messages; i++) {
                append(open, name, name + "/" + ++sent);
            }
            open.commit();
        });
    }

    private void append(ChannelLog open, String publisher, String guid) {
        long sequence = open.lastSequence() + 1;
        try {
            pending.add(new Pending(guid, sequence));
            long timestamp = Math.max(shard.epochNanos(), open.lastTimestampEpochNanos());
            open.append(new SentMessage(sequence, timestamp, publisher, guid));
        } catch (StoreException refused) {
            pending.removeLast();
            losses.add(refused);
        }
    }

    /** Deletes the channel. */
    void deleteChannel(Outcome<Outcome.Done> outcome) {
        run(() -> store().deleteChannel(Arena.CHANNEL, shard, outcome));
    }

    /** Ends the process without any care. */
    void crash() {
        shards.halt();
        connection.close();
    }

    /** Returns which messages were reported durable, with their sequences, in order. */
    Map<String, Long> acknowledged() {
        return acknowledged;
    }

    List<String> waiting() {
        return pending.stream().map(each -> each.guid).toList();
    }

    List<StoreException> losses() {
        return losses;
    }

    private final class Recorder implements LogListener {
        @Override
        public void onDurable(long sequence) {
            durable = Math.max(durable, sequence);
            while (!pending.isEmpty() && pending.element().sequence <= sequence) {
                Pending one = pending.remove();
                acknowledged.put(one.guid, one.sequence);
            }
        }

        @Override
        public void onInserted(int count) {
            pending.stream()
                    .filter(one -> one.sequence > durable)
                    .forEach(one -> one.sequence += count);
        }

        @Override
        public void onStoredByOther(long sequence, long storedAt) {
            for (Pending one : pending) {
                if (one.sequence >= sequence) {
                    one.sequence = one.sequence == sequence ? storedAt : one.sequence - 1;
                }
            }
        }

        @Override
        public void onLost(StoreException why) {
            losses.add(why);
            pending.clear();
        }
    }
}
