package dev.stanchion.store.jetstream;

import dev.stanchion.kit.process.FreePort;
import dev.stanchion.kit.process.NatsServer;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.shard.ManualShard;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.nats.NatsServerOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A nats-server with JetStream for the tests of one class, and the loop of their links. Each device
 * has a cluster ID of its own.
 */
final class TestCluster implements AutoCloseable {
    private static final AtomicLong CLUSTERS = new AtomicLong();

    private final Programs programs;
    private final NatsServer server;
    private final dev.stanchion.nats.NatsServer loops =
            new dev.stanchion.nats.NatsServer(
                    NatsServerOptions.defaults().withHost("127.0.0.1").withPort(0).withLoops(1));
    private final JetStreamStoreOptions options;

    private TestCluster(Programs programs, NatsServer server, JetStreamStoreOptions options) {
        this.programs = programs;
        this.server = server;
        this.options = options;
        loops.start();
    }

    /** Starts a server that keeps its streams below a directory. */
    static TestCluster start(Path directory) {
        Programs programs = new Programs();
        NatsServer server = NatsServer.start(programs, "-js", "-sd", directory.toString());
        server.requireMinorVersion(14);
        return new TestCluster(programs, server, JetStreamStoreOptions.DEFAULT.withReplicas(1));
    }

    /** Starts three servers that are one cluster. Streams have three replicas. */
    static TestCluster startThree(Path directory) {
        List<Integer> ports = Stream.generate(FreePort::next).limit(3).toList();
        Programs programs = new Programs();
        List<NatsServer> servers = new ArrayList<>();
        for (int number = 0; number < ports.size(); number++) {
            String routes =
                    ports.stream()
                            .map(port -> "nats://127.0.0.1:" + port)
                            .collect(Collectors.joining(","));
            servers.add(
                    NatsServer.start(
                            programs,
                            "-js",
                            "-sd",
                            directory.resolve("n" + number).toString(),
                            "-n",
                            "n" + number,
                            "-cluster_name",
                            "three",
                            "-cluster",
                            "nats://127.0.0.1:" + ports.get(number),
                            "-routes",
                            routes));
        }
        servers.getFirst().requireMinorVersion(14);
        return new TestCluster(programs, servers.getFirst(), JetStreamStoreOptions.DEFAULT);
    }

    NatsServer server() {
        return server;
    }

    dev.stanchion.nats.NatsServer loops() {
        return loops;
    }

    JetStreamStoreOptions options() {
        return options;
    }

    /** Returns a device on streams that no other device has. */
    JetStreamDevice newDevice() {
        return newDevice(options);
    }

    JetStreamDevice newDevice(JetStreamStoreOptions others) {
        return new JetStreamDevice(this, "test-" + CLUSTERS.incrementAndGet(), others);
    }

    StoreFixture.Device device() {
        return newDevice();
    }

    /** Opens a link whose messages a shard of a test handles. */
    HoppingLink link(ManualShard shard) {
        return HoppingLink.open(loops.loops().getFirst(), server.url(), shard);
    }

    @Override
    public void close() {
        loops.close();
        programs.close();
    }
}
