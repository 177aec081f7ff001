package dev.stanchion.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.server.testing.StreamingSocket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** TCP connections that end without a word. Ack waits are 30 s, longer than a test waits. */
class ConnectionEndIT {
    private static final String CHANNEL = "tickets:created";

    private static StanchionServer start() {
        return StanchionServer.start(
                ServerOptions.builder().host("127.0.0.1").port(0).eventLoops(2).build());
    }

    private static StreamingSocket connect(StanchionServer server, String clientId)
            throws IOException {
        return StreamingSocket.connect(server.port(), "test-cluster", clientId);
    }

    @Test
    void shouldHandOverWhatAQueueMemberHadNotAcknowledged() throws IOException {
        try (StanchionServer server = start();
                StreamingSocket publisher = connect(server, "publisher");
                StreamingSocket survivor = connect(server, "survivor")) {
            // given: the only member so far has them all
            StreamingSocket killed = connect(server, "killed");
            killed.subscribe(CHANNEL, "workers");
            for (int i = 1; i <= 3; i++) {
                publisher.publish(CHANNEL, "guid-" + i, "t" + i);
                publisher.awaitPubAck();
                assertThat(killed.awaitUnacknowledged()).isEqualTo(i + ":t" + i + ":0");
            }
            survivor.subscribe(CHANNEL, "workers");

            // when
            killed.close();

            // then
            assertThat(survivor.awaitUnacknowledged()).isEqualTo("1:t1:1");
            assertThat(survivor.awaitUnacknowledged()).isEqualTo("2:t2:1");
            assertThat(survivor.awaitUnacknowledged()).isEqualTo("3:t3:1");
        }
    }

    @Test
    void shouldHoldMessagesForASubscriberThatReconnects() throws IOException {
        try (StanchionServer server = start();
                StreamingSocket publisher = connect(server, "publisher")) {
            // given
            StreamingSocket before = connect(server, "listener");
            before.subscribe(CHANNEL);
            before.stopListening();
            before.close();
            for (int i = 1; i <= 20; i++) {
                publisher.publish(CHANNEL, "guid-" + i, "t" + i);
                publisher.awaitPubAck();
            }

            // when
            try (StreamingSocket after = before.reconnect()) {
                after.listen();

                // then
                List<String> seen = new ArrayList<>();
                for (int i = 1; i <= 20; i++) {
                    seen.add(after.awaitDelivery(CHANNEL));
                }
                assertThat(seen).contains("1:t1", "20:t20").doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void shouldKeepAcknowledgementsForAPublisherThatListensLater() throws IOException {
        try (StanchionServer server = start()) {
            // given
            StreamingSocket before = connect(server, "publisher");
            before.stopListening();
            before.close();

            // when: what was buffered goes out before it listens again
            try (StreamingSocket after = before.reconnect()) {
                for (int i = 1; i <= 100; i++) {
                    after.publish(CHANNEL, "guid-" + i, "x");
                }
                after.awaitPong();
                after.listen();

                // then
                for (int i = 1; i <= 100; i++) {
                    assertThat(after.awaitPubAck()).isEqualTo("guid-" + i);
                }
            }
        }
    }
}
