package dev.stanchion.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.kit.cluster.ClusterConnection;
import dev.stanchion.kit.cluster.SimulatedCluster;
import dev.stanchion.kit.cluster.core.ClusterBehaviour;
import dev.stanchion.kit.cluster.stream.SimulatedStream;
import dev.stanchion.kit.cluster.stream.StoredMessage;
import dev.stanchion.kit.shard.Chance;
import dev.stanchion.kit.shard.ManualShard;
import dev.stanchion.kit.shard.ManualShards;
import dev.stanchion.store.jetstream.JetStreamStore;
import dev.stanchion.store.jetstream.names.ClusterNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The store on a simulated cluster that loses messages, answers and leaders, while others write,
 * and while its process is killed. A failure names its seed; give that to {@link #run} to see it
 * again.
 */
class RestartedProcessTest {
    private static final int SEEDS = Integer.getInteger("jetstream.seeds", 30);
    private static final long FIRST = Long.getLong("jetstream.first", 1);
    private static final String CHANNEL = Arena.CHANNEL;
    private static final int STEPS = 60;
    private static final long MILLIS = 1_000_000L;
    private static final long SECOND = 1_000_000_000L;

    @Test
    void shouldKeepWhatItAcknowledgesWhateverHappens() {
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            try {
                run(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static void run(long seed) {
        new Run(seed).go();
    }

    /** One simulated cluster with one process after the other. */
    private static final class Run {
        private final Chance chance;
        private final ManualShards shards = new ManualShards(1);
        private final ManualShard shard = shards.all().getFirst();
        private final SimulatedCluster cluster;
        private final Map<Long, String> acknowledged = new HashMap<>();
        private final List<String> lost = new ArrayList<>();
        private int published;
        private int processes;
        private @Nullable Tenant process;

        Run(long seed) {
            chance = new Chance(seed);
            cluster = new SimulatedCluster(shards.time(), chance);
        }

        void go() {
            cluster.behave(ClusterBehaviour.HEALTHY);
            begin();
            ClusterBehaviour troubled = ClusterBehaviour.troubled(chance);
            cluster.behave(troubled);
            for (int step = 0; step < STEPS; step++) {
                step();
                check();
            }
            cluster.behave(ClusterBehaviour.HEALTHY);
            calmDown();
            check();
            restart();
            check();
            assertThat(current().messages().lastSequence()).isEqualTo(stream().lastSequence());
        }

        private Tenant current() {
            Tenant now = process;
            if (now == null) {
                throw new IllegalStateException("no process");
            }
            return now;
        }

        private SimulatedStream stream() {
            return cluster.stream(
                    new ClusterNames("sim", ClusterNames.DEFAULT_SUBJECTS).stream(CHANNEL));
        }

        private void begin() {
            process = new Tenant(cluster.connect(shard), ++processes);
            shards.on(0, current()::open);
            for (int i = 0; i < 600 && !current().isOpen(); i++) {
                shards.advance(SECOND / 10);
            }
            assertThat(current().isOpen()).as("process %d opens", processes).isTrue();
        }

        private void step() {
            switch (chance.between(0, 19)) {
                case 0 -> restart();
                case 1 -> current().connection.cut(chance.between(0, 3_000) * MILLIS);
                case 2 -> stream().loseLeader(chance.between(0, 8_000) * MILLIS);
                case 3 -> shards.on(0, () -> current().skip(chance.between(1, 20)));
                default -> shards.on(0, () -> current().publish(chance.between(1, 40)));
            }
            shards.advance(chance.between(0, 2_000) * MILLIS);
        }

        private void restart() {
            current().connection.close();
            current().isDead = true;
            cluster.behave(ClusterBehaviour.HEALTHY);
            begin();
        }

        private void calmDown() {
            for (int i = 0; i < 600 && !current().pending.isEmpty(); i++) {
                shards.advance(SECOND / 10);
            }
            assertThat(current().pending).as("what still waits").isEmpty();
        }

        /** Compares what was acknowledged with what the stream has. */
        private void check() {
            Map<Long, String> stored = new HashMap<>();
            Map<String, Long> places = new HashMap<>();
            for (StoredMessage message : stream().messages()) {
                String data = new String(message.payload(), StandardCharsets.UTF_8);
                stored.put(message.sequence(), data);
                if (data.startsWith("m")) {
                    assertThat(places.put(data, message.sequence())).as("twice: %s", data).isNull();
                }
            }
            acknowledged.forEach((sequence, data) ->
                    assertThat(stored.get(sequence)).as("at %d", sequence).isEqualTo(data));
            long before = 0;
            for (int number = 0; number < published; number++) {
                Long place = places.get("m" + number);
                if (place != null && !lost.contains("m" + number)) {
                    assertThat(place).as("order of m%d", number).isGreaterThan(before);
                    before = place;
                }
            }
        }

        /** One process with its store. */
        private final class Tenant implements LogListener {
            private final ClusterConnection connection;
            private final SimulatedTenant tenant;
            private @Nullable JetStreamStore store;
            private final Deque<String> pending = new ArrayDeque<>();
            private final Deque<Long> sequences = new ArrayDeque<>();
            private @Nullable ChannelLog log;
            private boolean isDead;

            Tenant(ClusterConnection connection, int number) {
                this.connection = connection;
                tenant =
                        new SimulatedTenant(
                                List.of(new SimulatedLink(connection)),
                                "sim",
                                "p" + number,
                                chance);
            }

            boolean isOpen() {
                return log != null;
            }

            ChannelLog messages() {
                ChannelLog now = log;
                if (now == null) {
                    throw new IllegalStateException("not open");
                }
                return now;
            }

            void open() {
                tenant.open(
                        new Outcome<>() {
                            @Override
                            public void succeeded(JetStreamStore opened) {
                                store = opened;
                                openChannel();
                            }

                            @Override
                            public void failed(StoreException why) {
                                if (!isDead) {
                                    shard.schedule(SECOND / 10, Tenant.this::open);
                                }
                            }
                        });
            }

            private void openChannel() {
                Objects.requireNonNull(store)
                        .openChannel(
                                CHANNEL,
                                ChannelLimits.UNLIMITED,
                                shard,
                                this,
                                new Outcome<>() {
                                    @Override
                                    public void succeeded(ChannelStore opened) {
                                        log = opened.messages();
                                    }

                                    @Override
                                    public void failed(StoreException why) {
                                        if (!isDead) {
                                            shard.schedule(SECOND / 10, Tenant.this::openChannel);
                                        }
                                    }
                                });
            }

            void publish(int count) {
                for (int i = 0; i < count; i++) {
                    String guid = "m" + published;
                    long sequence = messages().lastSequence() + 1;
                    try {
                        messages()
                                .append(
                                        new SentMessage(
                                                sequence, shard.epochNanos(), "orders-1", guid));
                    } catch (StoreException e) {
                        break; // the cluster has been away for too long
                    }
                    published++;
                    pending.add(guid);
                    sequences.add(sequence);
                }
                messages().commit();
            }

            void skip(int count) {
                if (pending.isEmpty()) {
                    messages().skipTo(messages().lastSequence() + 1 + count);
                    publish(1);
                }
            }

            @Override
            public void onDurable(long sequence) {
                while (!sequences.isEmpty() && sequences.getFirst() <= sequence) {
                    acknowledged.put(sequences.removeFirst(), pending.removeFirst());
                }
            }

            @Override
            public void onInserted(int count) {
                for (int i = sequences.size(); i > 0; i--) {
                    sequences.add(sequences.removeFirst() + count);
                }
            }

            @Override
            public void onLost(StoreException why) {
                assertThat(why.kind()).isEqualTo(StoreException.Kind.IO);
                lost.addAll(pending);
                pending.clear();
                sequences.clear();
            }
        }
    }
}
