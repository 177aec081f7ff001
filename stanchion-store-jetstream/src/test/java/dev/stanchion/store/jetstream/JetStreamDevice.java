package dev.stanchion.store.jetstream;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.forwarding.ForwardingStore;
import dev.stanchion.kit.shard.ManualShard;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.TestMessage;
import dev.stanchion.store.jetstream.api.ApiOutcome;
import dev.stanchion.store.jetstream.api.JetStreamApi;
import dev.stanchion.store.jetstream.api.JsonObject;
import dev.stanchion.store.jetstream.channel.ShardServices;
import dev.stanchion.store.jetstream.message.StoredHeaders;
import dev.stanchion.store.jetstream.message.StreamMessage;
import dev.stanchion.store.jetstream.names.ClusterNames;
import dev.stanchion.store.jetstream.state.Holder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens one store after the other on the streams of one cluster ID. */
final class JetStreamDevice implements StoreFixture.Device {
    private static final AtomicLong PROCESSES = new AtomicLong();
    private static final int ROUNDS = 2_000;
    private static final long ARRIVAL_MILLIS = 300;
    private static final long HURRIED_MILLIS = 30;

    /** What the virtual clock moves by when nothing arrives: a pause of the store goes by. */
    private static final Duration STEP = Duration.ofMillis(20);

    private static final Duration HURRIED_STEP = Duration.ofMillis(500);

    private final TestCluster cluster;
    private final String clusterId;
    private final JetStreamStoreOptions options;
    private final Set<String> streams = new HashSet<>();
    private long arrivalMillis = ARRIVAL_MILLIS;
    private Duration step = STEP;
    private @Nullable ManualShard shard;
    private @Nullable Tenant tenant;

    JetStreamDevice(TestCluster cluster, String clusterId, JetStreamStoreOptions options) {
        this.cluster = cluster;
        this.clusterId = clusterId;
        this.options = options;
    }

    @Override
    public void useBy(ManualShard itsShard) {
        shard = itsShard;
    }

    /** Lets time pass faster, for tests that lose messages. */
    void hurry() {
        arrivalMillis = HURRIED_MILLIS;
        step = HURRIED_STEP;
    }

    ClusterNames names() {
        return new ClusterNames(clusterId, options.subjects());
    }

    HoppingLink link() {
        return tenant().link();
    }

    Tenant tenant() {
        return Objects.requireNonNull(tenant);
    }

    JetStreamStore store() {
        return tenant().store();
    }

    private ManualShard shard() {
        return Objects.requireNonNull(shard);
    }

    /** Makes a process that does nothing yet. */
    Tenant newTenant() {
        long number = PROCESSES.incrementAndGet();
        Holder self =
                new Holder(
                        "process-" + number,
                        "stanchion-" + number,
                        "host-" + number,
                        number,
                        "today",
                        "1",
                        "");
        HoppingLink link = cluster.link(shard());
        return new Tenant(
                this,
                link,
                new JetStreamAccess(
                        List.of(link),
                        options,
                        clusterId,
                        self,
                        length -> "s" + System.nanoTime()));
    }

    @Override
    public Store open() {
        Tenant opened = newTenant();
        tenant = opened;
        streams.add(names().bucketStream());
        opened.take();
        return new Pumped(opened.store());
    }

    @Override
    public void letOthersWork() {
        pump(() -> store().isIdle());
    }

    /** Lets the store work until a condition holds. */
    void pump(BooleanSupplier done) {
        for (int round = 0; round < ROUNDS; round++) {
            boolean ran = shard().runReady();
            if (done.getAsBoolean()) {
                return;
            }
            if (!ran && !link().awaitArrival(arrivalMillis)) {
                shard().advance(step);
            }
        }
        throw new AssertionError("the store does not come to rest");
    }

    /** Asks the store for something and lets it work until it answers. */
    <T> T await(Consumer<Outcome<T>> question) {
        List<T> results = new ArrayList<>();
        List<StoreException> failures = new ArrayList<>();
        question.accept(
                new Outcome<>() {
                    @Override
                    public void succeeded(T result) {
                        results.add(result);
                    }

                    @Override
                    public void failed(StoreException why) {
                        failures.add(why);
                    }
                });
        pump(() -> !results.isEmpty() || !failures.isEmpty());
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
        return results.getFirst();
    }

    @Override
    public void crash(Store ignored) {
        link().kill();
    }

    @Override
    public Optional<String> whyItForgets() {
        return Optional.empty();
    }

    @Override
    public long countedBytes(TestMessage message) {
        StoredHeaders.Value nothing = StoredHeaders.Value.NONE;
        return StreamMessage.countedBytes(
                names().subject(message.channel()).length(),
                StoredHeaders.length(nothing, nothing, nothing, nothing),
                message.data().length());
    }

    @Override
    public long largestHole() {
        return 5_000;
    }

    @Override
    public void close() {
        link().kill();
        deleteStreams();
    }

    /** Deletes the streams of this test, which would keep the servers busy during later tests. */
    private void deleteStreams() {
        HoppingLink cleaner = cluster.link(shard());
        JetStreamApi api = ShardServices.of(cleaner, "cleaner", Optional.empty()).api();
        AtomicInteger left = new AtomicInteger(streams.size());
        ApiOutcome<JsonObject> deleted =
                ApiOutcome.of(done -> left.decrementAndGet(), why -> left.decrementAndGet());
        streams.forEach(stream -> api.delete(stream, deleted));
        while (left.get() > 0) {
            if (!shard().runReady() && !cleaner.awaitArrival(arrivalMillis)) {
                shard().advance(step);
            }
        }
        cleaner.kill();
    }

    /** Lets the test's shard work where the store must have finished something. */
    private final class Pumped extends ForwardingStore {
        private final JetStreamStore plain;

        Pumped(JetStreamStore store) {
            super(store);
            plain = store;
        }

        @Override
        public RecoveredState recover() {
            JetStreamDevice.this.<Long>await(plain::open);
            return plain.recover();
        }

        @Override
        public void openChannel(
                String channel,
                ChannelLimits limits,
                ShardExecutor owner,
                LogListener listener,
                Outcome<ChannelStore> outcome) {
            streams.add(names().stream(channel));
            super.openChannel(channel, limits, owner, listener, outcome);
        }

        @Override
        public void close() {
            if (link().isUp()) {
                tenant().end();
                link().kill();
            }
        }
    }
}
