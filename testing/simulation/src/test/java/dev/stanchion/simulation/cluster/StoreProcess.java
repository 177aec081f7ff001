package dev.stanchion.simulation.cluster;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.kit.cluster.ClusterConnection;
import dev.stanchion.simulation.world.SimulatedShards;
import dev.stanchion.store.jetstream.JetStreamStore;
import dev.stanchion.store.jetstream.cluster.ClusterLink;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A process with one shard that uses the store, and what the store told it. */
final class StoreProcess {
    private final String name;
    private final SimulatedShards shards;
    private final ShardExecutor shard;
    private final ClusterConnection connection;
    private final SimulatedTenant tenant;
    private @Nullable JetStreamStore store;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final Map<String, Long> acknowledged = new LinkedHashMap<>();
    private final List<StoreException> losses = new ArrayList<>();
    private @Nullable ChannelLog log;
    private @Nullable StoreException failure;
    private boolean deposed;
    private int sent;

    private static final class Pending {
        private final String guid;
        private long sequence;

        Pending(String guid, long sequence) {
            this.guid = guid;
            this.sequence = sequence;
        }
    }

    StoreProcess(
            String name,
            Arena arena,
            Consumer<Throwable> escaped,
            UnaryOperator<ClusterLink> fault) {
        this.name = name;
        shards = new SimulatedShards(1, arena.time(), arena.chance().fork(), escaped);
        shard = shards.all().getFirst();
        connection = arena.cluster().connect(shard);
        tenant =
                new SimulatedTenant(
                        List.of(fault.apply(new SimulatedLink(connection))),
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
        return shards.isRunning() && !shards.isIdle();
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
                                log = opened.messages();
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

    /** Appends messages and asks that they become durable. */
    void append(int messages) {
        run(() -> {
            ChannelLog open = log;
            if (open == null) {
                return;
            }
            for (int i = 0; i < messages; i++) {
                appendOne(open);
            }
            open.commit();
        });
    }

    private void appendOne(ChannelLog open) {
        String guid = name + "/" + ++sent;
        long sequence = open.lastSequence() + 1;
        try {
            pending.add(new Pending(guid, sequence));
            long timestamp = Math.max(shard.epochNanos(), open.lastTimestampEpochNanos());
            open.append(new SentMessage(sequence, timestamp, name, guid));
        } catch (StoreException refused) {
            pending.removeLast();
            losses.add(refused);
        }
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
            while (!pending.isEmpty() && pending.element().sequence <= sequence) {
                Pending one = pending.remove();
                acknowledged.put(one.guid, one.sequence);
            }
        }

        @Override
        public void onInserted(int count) {
            pending.forEach(one -> one.sequence += count);
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
