package dev.stanchion.nats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.wire.RawClient;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Limits that change while the server runs ({@code spec/operations.md} 6.3). */
@ExtendWith(LeaksFail.class)
class ChangedLimitsIT {
    private static final String PONG = "PONG\r\n";

    @Test
    void shouldAllowOtherLimitsToThoseWhoComeFromNowOn() throws IOException {
        // given
        NatsServerOptions before = TestServer.options().withMaxPayloadBytes(10);
        try (TestServer server = TestServer.start(before)) {
            RawClient there = server.client();

            // when
            server.server().limit(before.withMaxPayloadBytes(20).withMaxSubscriptions(1));

            // then
            try (RawClient coming = RawClient.connect(server.address())) {
                assertThat(coming.info()).contains("\"max_payload\":20,");
                coming.send(TestServer.CONNECT);
                coming.send("PUB a 20\r\n01234567890123456789\r\nSUB a 1\r\nSUB b 2\r\n");
                assertThat(coming.readLine())
                        .isEqualTo("-ERR 'maximum subscriptions exceeded'\r\n");
                assertThat(coming.flush()).isEqualTo(PONG);
            }
            there.send("SUB a 1\r\nSUB b 2\r\n");
            assertThat(there.flush()).isEqualTo(PONG);
            there.send("PUB a 11\r\n");
            assertThat(there.readLine()).isEqualTo("-ERR 'Maximum Payload Violation'\r\n");
            assertThat(server.server().options().maxPayloadBytes()).isEqualTo(20);
        }
    }

    @Test
    void shouldSendNobodyAwayWhenThereMayBeFewerConnections() throws IOException {
        // given
        NatsServerOptions before = TestServer.options();
        try (TestServer server = TestServer.start(before)) {
            RawClient first = server.client();
            RawClient second = server.client();

            // when
            server.server().limit(before.withMaxConnections(1));

            // then
            try (RawClient third = RawClient.connect(server.address())) {
                assertThat(third.readLine()).isEqualTo("-ERR 'maximum connections exceeded'\r\n");
            }
            assertThat(first.flush()).isEqualTo(PONG);
            assertThat(second.flush()).isEqualTo(PONG);
        }
    }

    @Test
    void shouldKeepWhatItIsWhateverTheLimitsSay() throws IOException {
        // given
        NatsServerOptions before = TestServer.options().withServerName("a");
        try (TestServer server = TestServer.start(before)) {
            // when
            server.server().limit(before.withServerName("b").withPort(1).withLoops(7));

            // then
            assertThat(server.server().options()).isEqualTo(before);
        }
    }

    @Test
    void shouldTakeChangesWhileItSendsItsClientsAway() throws IOException {
        try (TestServer server = TestServer.start(TestServer.options())) {
            // given
            server.client();
            server.server().lameDuck(Duration.ofMinutes(2), Duration.ofMinutes(1));

            // when
            server.server().limit(TestServer.options().withMaxPayloadBytes(20));
            server.server().advertise("", -1);

            // then
            assertThat(server.server().options().maxPayloadBytes()).isEqualTo(20);
        }
    }

    @Test
    void shouldAdvertiseAnotherAddress() throws IOException {
        try (TestServer server = TestServer.start(TestServer.options())) {
            // when
            server.server().advertise("tickets.dev", -1);

            // then
            try (RawClient client = RawClient.connect(server.address())) {
                assertThat(client.info())
                        .contains(
                                "\"host\":\"tickets.dev\",\"port\":" + server.address().getPort());
            }
        }
    }
}
