package dev.stanchion.server.trouble;

import static org.awaitility.Awaitility.await;

import dev.stanchion.activity.Manner;
import dev.stanchion.activity.Pace;
import dev.stanchion.kit.process.NatsServer;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.server.ExternalNats;
import dev.stanchion.server.FtGroup;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.StoreChoice;
import dev.stanchion.store.jetstream.JetStreamStoreOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Starts servers with streams, for the tests of this package. */
final class Streams {
    static final String CLUSTER = "tickets";

    /** How long publishers wait for the cluster in these tests. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private Streams() {}

    /** Starts a nats-server with JetStream. */
    static NatsServer nats(Programs programs, Path directory, String... more) {
        Stream<String> own = Stream.of("-js", "-sd", directory.resolve("streams").toString());
        NatsServer nats =
                NatsServer.start(
                        programs, Stream.concat(own, Stream.of(more)).toArray(String[]::new));
        nats.requireMinorVersion(14);
        return nats;
    }

    static ServerOptions.Builder options(String url) {
        return options(url, JetStreamStoreOptions.DEFAULT.withPatience(PATIENCE));
    }

    static ServerOptions.Builder options(String url, JetStreamStoreOptions store) {
        return ServerOptions.builder()
                .clusterId(CLUSTER)
                .externalNats(ExternalNats.of(url))
                .monitoringPort(0)
                .ftGroup(FtGroup.ofClusterId(Pace.DEFAULT_SILENCE, Manner.ALONE))
                .store(new StoreChoice.JetStream(store));
    }

    /** Starts a server that refuses to be beside another one, and waits until it is active. */
    static StanchionServer start(String url) {
        return start(options(url));
    }

    static StanchionServer start(ServerOptions.Builder options) {
        StanchionServer started = StanchionServer.start(options.build());
        await().atMost(Duration.ofSeconds(20)).until(started::isActive);
        return started;
    }
}
