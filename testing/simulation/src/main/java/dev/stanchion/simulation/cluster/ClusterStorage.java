package dev.stanchion.simulation.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.kit.cluster.ClusterConnection;
import dev.stanchion.kit.cluster.SimulatedCluster;
import dev.stanchion.kit.cluster.core.ClusterBehaviour;
import dev.stanchion.kit.cluster.core.NatsHeaders;
import dev.stanchion.kit.cluster.stream.SimulatedStream;
import dev.stanchion.kit.cluster.stream.StoredMessage;
import dev.stanchion.kit.shard.Chance;
import dev.stanchion.kit.shard.VirtualTime;
import dev.stanchion.protocol.MsgProtoEncoder;
import dev.stanchion.simulation.store.ForeignWrites;
import dev.stanchion.simulation.store.Storage;
import dev.stanchion.simulation.store.StoreBehaviour;
import dev.stanchion.simulation.world.SimulatedShards;
import dev.stanchion.store.jetstream.JetStreamStore;
import dev.stanchion.store.jetstream.JetStreamStoreOptions;
import dev.stanchion.store.jetstream.cluster.ClusterLink;
import dev.stanchion.store.jetstream.names.ClusterNames;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The streams of a simulated cluster, and the store of the process that uses them. */
public final class ClusterStorage implements Storage {
    private static final long LONGEST_CUT_NANOS = 3_000_000_000L;

    private final ClusterNames names;
    private final VirtualTime time;
    private final Chance chance;
    private final SimulatedCluster cluster;
    private final ForeignWrites foreignWrites;
    private final ToLongFunction<String> durable;
    private List<ClusterConnection> connections = List.of();
    private @Nullable SimulatedTenant tenant;
    private int processes;

    /**
     * @param durable tells up to which sequence the messages of a channel are durable
     */
    public ClusterStorage(
            String clusterId,
            VirtualTime time,
            Chance chance,
            ForeignWrites foreignWrites,
            ToLongFunction<String> durable) {
        names = new ClusterNames(clusterId, JetStreamStoreOptions.DEFAULT.subjects());
        this.time = time;
        this.chance = chance;
        this.foreignWrites = foreignWrites;
        this.durable = durable;
        cluster = new SimulatedCluster(time, chance.fork());
    }

    @Override
    public void open(SimulatedShards shards, Chance ofProcess, Opening opening) {
        connections = shards.all().stream().map(cluster::connect).toList();
        List<ClusterLink> links =
                connections.stream().<ClusterLink>map(SimulatedLink::new).toList();
        SimulatedTenant opened =
                new SimulatedTenant(links, names.clusterId(), "process-" + ++processes, ofProcess);
        tenant = opened;
        opened.open(
                new Outcome<>() {
                    @Override
                    public void succeeded(JetStreamStore store) {
                        time.after(0, () -> opening.opened(store));
                    }

                    @Override
                    public void failed(StoreException why) {
                        opening.failed(why);
                    }
                });
    }

    @Override
    public void behave(StoreBehaviour behaviour) {
        if (!behaviour.isTroubled()) {
            cluster.behave(ClusterBehaviour.HEALTHY);
            return;
        }
        cluster.behave(ClusterBehaviour.troubled(chance));
        if (chance.oneIn(2) && !connections.isEmpty()) {
            chance.pick(connections).cut(chance.upToNanos(LONGEST_CUT_NANOS));
        }
        if (chance.oneIn(2) && !cluster.streams().isEmpty()) {
            chance.pick(cluster.streams()).loseLeader();
        }
    }

    @Override
    public void crash() {
        connections.forEach(ClusterConnection::close);
        tenant = null;
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public Runnable leave() {
        List<ClusterConnection> left = connections;
        connections = List.of();
        tenant = null;
        return () -> left.forEach(ClusterConnection::close);
    }

    @Override
    public void close(Ending ending) {
        SimulatedTenant closing = tenant;
        if (closing == null) {
            ending.ended(true);
            return;
        }
        closing.end(
                new Outcome<>() {
                    @Override
                    public void succeeded(Done done) {
                        crash();
                        ending.ended(true);
                    }

                    @Override
                    public void failed(StoreException why) {
                        crash();
                        ending.ended(false);
                    }
                });
    }

    @Override
    public boolean usesShards() {
        return true;
    }

    /** What others have stored comes right behind what is durable. */
    @Override
    public void onInserted(String channel, int count) {
        long at = durable.applyAsLong(channel) + 1;
        List<byte[]> encoded =
                messages(channel)
                        .filter(message -> message.sequence() >= at)
                        .filter(message -> message.sequence() < at + count)
                        .map(message -> encode(channel, message))
                        .toList();
        foreignWrites.inserted(channel, at, count, encoded, 0);
    }

    /** Returns the messages that the stream of a channel has, as subscribers get them. */
    public List<byte[]> stored(String channel) {
        return messages(channel).map(message -> encode(channel, message)).toList();
    }

    /** Returns the first sequence that the stream of a channel has; the highest without one. */
    public long first(String channel) {
        return stream(channel).map(SimulatedStream::firstSequence).orElse(Long.MAX_VALUE);
    }

    /** Returns the last sequence that the stream of a channel has given; 0 without a stream. */
    public long last(String channel) {
        return stream(channel).map(SimulatedStream::lastSequence).orElse(0L);
    }

    private Stream<StoredMessage> messages(String channel) {
        String subject = names.subject(channel);
        return stream(channel).stream()
                .flatMap(stream -> stream.messages().stream())
                .filter(message -> message.subject().equals(subject));
    }

    private Optional<SimulatedStream> stream(String channel) {
        return cluster.find(names.stream(channel));
    }

    private static byte[] encode(String channel, StoredMessage message) {
        byte[] reply = header(message, "Stan-Reply").getBytes(UTF_8);
        byte[] name = channel.getBytes(UTF_8);
        String written = header(message, "Stan-Time");
        long timestamp = written.isEmpty() ? message.atEpochNanos() : Long.parseLong(written);
        ByteBuf source = Unpooled.wrappedBuffer(reply, message.payload());
        ByteBuf target = Unpooled.buffer();
        MsgProtoEncoder.write(
                target,
                message.sequence(),
                name,
                source,
                0,
                reply.length,
                reply.length,
                message.payload().length,
                timestamp);
        return ByteBufUtil.getBytes(target);
    }

    private static String header(StoredMessage message, String name) {
        return NatsHeaders.find(message.headers(), name).orElse("");
    }
}
