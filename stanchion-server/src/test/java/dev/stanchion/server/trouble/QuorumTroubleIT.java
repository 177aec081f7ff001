package dev.stanchion.server.trouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stanchion.kit.process.NatsCluster;
import dev.stanchion.kit.process.NatsServer;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.testing.StreamingSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of three servers that has no quorum for longer than publishers wait. */
@Tag("long")
class QuorumTroubleIT {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @RegisterExtension private final Programs programs = new Programs();
    @TempDir private Path directory;

    private int published;
    private final TreeSet<Integer> acknowledged = new TreeSet<>();

    private void publish(StreamingSocket client) throws IOException {
        int number = ++published;
        client.publish("orders", "guid-" + number, Integer.toString(number));
        client.awaitPubAck();
        acknowledged.add(number);
    }

    /** The servers elect a leader before they know of streams. */
    private static void awaitJetStream(NatsServer nats) throws IOException {
        try (Operator operator = Operator.of(nats)) {
            await().atMost(LONGEST)
                    .ignoreExceptions()
                    .until(() -> {
                        operator.streams().getStreamNames();
                        return true;
                    });
        }
    }

    @Test
    void shouldRefusePublishesWithoutAQuorumAndGoOnByItself() throws IOException {
        // given
        NatsCluster nats = NatsCluster.start(programs, directory, 3);
        List<NatsServer> servers = nats.servers();
        servers.getFirst().requireMinorVersion(14);
        awaitJetStream(servers.getFirst());
        try (StanchionServer server = Streams.start(servers.getFirst().url());
                StreamingSocket client =
                        StreamingSocket.connect(
                                servers.getFirst().port(), Streams.CLUSTER, "orders-1")) {
            client.subscribe("orders");
            for (int i = 0; i < 100; i++) {
                publish(client);
            }

            // when
            servers.get(1).kill();
            servers.get(2).kill();

            // then
            assertThatThrownBy(() -> publish(client))
                    .hasMessageMatching(
                            "append orders: the NATS cluster has not answered for \\d s: .*"
                                    + "STAN\\+tickets\\+orders.*Try again when it is back");
            for (int number = 1; number <= 100; number++) {
                assertThat(client.awaitDelivery("orders")).isEqualTo(number + ":" + number);
            }

            // when
            servers.get(1).restart();
            servers.get(2).restart();

            // then
            await().atMost(LONGEST)
                    .ignoreExceptions()
                    .until(() -> {
                        publish(client);
                        return true;
                    });
            TreeSet<Integer> received = new TreeSet<>();
            while (!received.contains(acknowledged.last())) {
                received.add(Integer.valueOf(client.awaitDelivery("orders").split(":", 2)[1]));
            }
            TreeSet<Integer> wanted = new TreeSet<>(acknowledged.tailSet(101));
            assertThat(received).containsAll(wanted);
            assertThat(server.isActive()).isTrue();
        }
    }
}
