package dev.stanchion.nats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.wire.RawClient;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Checks 113, 114 and 116 of {@code spec/nats-core.md} 13. */
@ExtendWith(LeaksFail.class)
class GreetingIT {
    private static final String PING = "PING\r\n";

    @Test
    void s13_113_shouldGreetWithWhatEveryClientNeedsAndNoMore() throws IOException {
        try (TestServer server = TestServer.start(TestServer.options());
                RawClient client = RawClient.connect(server.address())) {
            assertThat(client.info())
                    .matches("(?s)INFO \\{.*\\} ?\r\n")
                    .matches("(?s).*\"server_id\":\"N[A-Z2-7]{55}\".*")
                    .matches("(?s).*\"version\":\"\\d+\\.\\d+\\.\\d+.*")
                    .contains("\"proto\":1,")
                    .contains("\"headers\":true,")
                    .contains("\"max_payload\":1048576,")
                    .matches("(?s).*\"client_id\":[1-9]\\d*,.*")
                    .contains("\"client_ip\":\"127.0.0.1\"")
                    .doesNotContain("\"tls_", "\"nonce\"", "\"auth_required\"", "\"ldm\"");
        }
    }

    @Test
    void s13_114_shouldMeasureTheRoundTripSoonAfterConnect() throws IOException {
        // given
        try (TestServer server = TestServer.start(TestServer.options());
                RawClient client = RawClient.connect(server.address())) {
            // when
            client.send("CONNECT {\"verbose\":false,\"protocol\":1}\r\nPING\r\n");

            // then: the usual interval is two minutes
            assertThat(client.readLine()).isEqualTo("PONG\r\n");
            assertThat(client.readLine()).isEqualTo(PING);
        }
    }

    @Test
    void s13_116_shouldShareMessagesOutInAQueueGroup() throws IOException {
        // given
        int count = 1000;
        try (TestServer server = TestServer.start(TestServer.options());
                RawClient one = server.client();
                RawClient publisher = server.client()) {
            RawClient other = server.client();
            for (RawClient member : new RawClient[] {one, other}) {
                member.send("SUB jobs workers 1\r\n");
                member.flush();
            }

            // when
            publisher.send("PUB jobs 1\r\nx\r\n".repeat(count));
            publisher.flush();

            // then
            int first = receivedBy(one);
            int second = receivedBy(other);
            assertThat(first + second).isEqualTo(count);
            assertThat(first).isBetween(400, 600);

            // when
            other.close();
            awaitOneSubscription(server);
            publisher.send("PUB jobs 1\r\nx\r\n".repeat(count));
            publisher.flush();

            // then
            assertThat(receivedBy(one)).isEqualTo(count);
        }
    }

    /** Counts what has been queued for it by now: all of that comes before the PONG. */
    private static int receivedBy(RawClient member) throws IOException {
        member.send(PING);
        int messages = 0;
        for (String line = member.readLine(); !line.equals("PONG\r\n"); line = member.readLine()) {
            if (line.equals(PING)) {
                member.send("PONG\r\n");
            } else {
                messages++;
                member.skip("x\r\n".length());
            }
        }
        return messages;
    }

    private static void awaitOneSubscription(TestServer server) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> server.server().counters().subscriptions() == 1);
    }
}
