package dev.stanchion.acceptance.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.process.Waiting;
import io.nats.streaming.NatsStreaming;
import io.nats.streaming.Options;
import io.nats.streaming.StreamingConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The report of {@code io.nats:java-nats-streaming} to its program about the end of a connection.
 * Source: {@code spec/streaming.md} 14.
 */
@Tag("long")
class JavaConnectionLostIT {
    @RegisterExtension final Programs programs = new Programs();

    private final List<String> losses = new CopyOnWriteArrayList<>();

    @Test
    void s14_029_shouldTellAClientThatItIsNotRegisteredAnyMore() throws Exception {
        // given
        Server server = Server.start(programs);
        StreamingConnection connection = connect(server);
        server.program().kill();
        server.program().awaitExit();

        // when: one that has never heard of the client
        Server.start(programs, "-p", Integer.toString(server.port()));

        // then
        Waiting.until("the loss is reported", () -> !losses.isEmpty());
        assertThat(losses).containsExactly("client has been replaced or is no longer registered");
        connection.close();
    }

    @Test
    void s14_030_shouldCloseWithoutALostConnectionBeingReported() throws Exception {
        // given
        Server server = Server.start(programs);
        StreamingConnection connection = connect(server);
        connection.publish("foo", new byte[0]);

        // when
        connection.close();

        // then: nor by a client of the same ID that comes next
        connect(server).close();
        assertThat(losses).isEmpty();
    }

    private StreamingConnection connect(Server server) throws Exception {
        Options options =
                new Options.Builder()
                        .natsUrl(server.url())
                        .pingInterval(Duration.ofMillis(100))
                        .maxPingsOut(100)
                        .connectionLostHandler((lost, why) -> losses.add(why.getMessage()))
                        .build();
        return NatsStreaming.connect(Server.CLUSTER_ID, "orders", options);
    }
}
