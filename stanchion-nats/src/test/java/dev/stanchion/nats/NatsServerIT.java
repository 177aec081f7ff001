package dev.stanchion.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stanchion.kit.wire.RawClient;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeaksFail.class)
class NatsServerIT {
    @Test
    void s13_113_shouldGreetWithAnInfoThatEveryClientAccepts() throws IOException {
        try (TestServer server = TestServer.start(TestServer.options().withServerName("tickets"))) {
            // when
            String info = server.client().info();

            // then
            assertThat(info)
                    .matches("INFO \\{.*} ?\r\n")
                    .contains("\"server_id\":\"" + server.server().serverId() + "\"")
                    .contains("\"server_name\":\"tickets\"")
                    .containsPattern("\"version\":\"\\d+\\.\\d+\\.\\d+\"")
                    .contains("\"proto\":1,", "\"headers\":true", "\"max_payload\":1048576")
                    .contains("\"client_id\":1,", "\"client_ip\":\"127.0.0.1\"")
                    .contains("\"port\":" + server.address().getPort())
                    .doesNotContain("tls_", "nonce", "auth_required", "ldm");
        }
    }

    @Test
    void s13_114_shouldMeasureTheRoundTripSoonAfterConnect() throws IOException {
        try (TestServer server = TestServer.start(TestServer.options())) {
            // given
            RawClient client = server.client();

            // when nothing is sent, and ping_interval is two minutes

            // then
            assertThat(client.read(6)).isEqualTo("PING\r\n");
        }
    }

    @Test
    void s13_116_shouldSpreadAQueueOverItsMembersAndTheirLoops() throws IOException {
        try (TestServer server = TestServer.start(TestServer.options())) {
            // given
            RawClient first = server.client();
            RawClient second = server.client();
            RawClient publisher = server.client();
            for (RawClient member : new RawClient[] {first, second}) {
                member.send("SUB foo q 1\r\n");
                member.flush();
            }

            // when
            publisher.send("PUB foo 1\r\nx\r\n".repeat(1000));
            publisher.flush();

            // then
            int toFirst = messagesBeforePong(first);
            int toSecond = messagesBeforePong(second);
            assertThat(toFirst + toSecond).isEqualTo(1000);
            assertThat(toFirst).isBetween(400, 600);

            // when
            first.close();
            await().until(() -> server.server().counters().connections() == 2);
            publisher.send("PUB foo 1\r\nx\r\n".repeat(1000));
            publisher.flush();

            // then
            assertThat(messagesBeforePong(second)).isEqualTo(1000);
        }
    }

    private static int messagesBeforePong(RawClient client) throws IOException {
        client.send("PING\r\n");
        int messages = 0;
        for (String line = client.readLine(); !line.equals("PONG\r\n"); line = client.readLine()) {
            assertThat(line).isEqualTo("MSG foo 1 1\r\n");
            assertThat(client.readLine()).isEqualTo("x\r\n");
            messages++;
        }
        return messages;
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 60_000})
    void s13_121_shouldCutASubscriberThatDoesNotReadAndNobodyElse(int payload) throws IOException {
        NatsServerOptions options =
                TestServer.options().withMaxPendingBytes(1 << 20).withMaxPayloadBytes(1 << 19);
        try (TestServer server = TestServer.start(options)) {
            // given: those that do not read are on different loops
            RawClient publisher = server.client();
            RawClient near = server.slowClient();
            RawClient far = server.slowClient();
            RawClient healthy = server.client();
            for (RawClient subscriber : new RawClient[] {near, far, healthy}) {
                subscriber.send("SUB foo 1\r\n");
                subscriber.flush();
            }

            // when
            String body = payload + "\r\n" + "x".repeat(payload) + "\r\n";
            int batch = 120_000 / payload;
            for (int sent = 0; sent * payload < 9_000_000; sent += batch) {
                publisher.send(("PUB foo " + body).repeat(batch));
                assertThat(healthy.skipMessages(batch)).isEqualTo((long) batch * payload);
            }

            // then
            assertThat(publisher.flush()).isEqualTo("PONG\r\n");
            assertThat(healthy.flush()).isEqualTo("PONG\r\n");
            assertThat(server.server().counters().slowConsumers()).isEqualTo(2);
            assertThat(server.server().closedConnections())
                    .extracting(closed -> closed.end().orElseThrow().reason())
                    .hasSize(2)
                    .allMatch(reason -> reason.startsWith("Slow Consumer ("));
            assertThat(near.readToEndOrReset()).doesNotContain("-ERR");
            assertThat(far.readToEndOrReset()).doesNotContain("-ERR");
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(20_000);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldCutAConnectionWhoseWritesDoNotEndWithinTheDeadline() throws IOException {
        NatsServerOptions options = TestServer.options().withWriteDeadline(Duration.ofMillis(200));
        try (TestServer server = TestServer.start(options)) {
            // given
            RawClient publisher = server.client();
            RawClient stuck = server.slowClient();
            stuck.send("SUB foo 1\r\n");
            stuck.flush();

            // when: more than all socket buffers take, less than max_pending
            publisher.send(("PUB foo 100000\r\n" + "x".repeat(100_000) + "\r\n").repeat(200));

            // then
            await().until(() -> server.server().counters().slowConsumers() == 1);
            assertThat(publisher.flush()).isEqualTo("PONG\r\n");
        }
    }

    @Test
    void shouldKeepCausalityThroughPongAcrossLoops() throws IOException {
        try (TestServer server = TestServer.start(TestServer.options())) {
            // given: the publishers are on different loops
            RawClient subscriber = server.client();
            RawClient first = server.client();
            RawClient second = server.client();
            subscriber.send("SUB > 1\r\n");
            subscriber.flush();

            for (int round = 0; round < 500; round++) {
                // when
                first.send("PUB one 1\r\na\r\n");
                first.flush();
                second.send("PUB two 1\r\nb\r\n");
                second.flush();

                // then
                assertThat(subscriber.read(32))
                        .isEqualTo("MSG one 1 1\r\na\r\nMSG two 1 1\r\nb\r\n");
            }
        }
    }

    @Test
    void shouldKeepTheOrderOfOnePublisherForPayloadsOfAnySize() throws IOException {
        try (TestServer server = TestServer.start(TestServer.options())) {
            // given: one subscriber on the publisher's loop and one on the other
            RawClient publisher = server.client();
            RawClient far = server.client();
            RawClient near = server.client();
            for (RawClient subscriber : new RawClient[] {near, far}) {
                subscriber.send("SUB foo 1\r\n");
                subscriber.flush();
            }

            // when
            int[] sizes = {0, 1, 100, 8191, 8192, 5, 65_536, 200_000, 3, 4096, 9000, 2};
            var published = new StringBuilder();
            var expected = new StringBuilder();
            for (int round = 0; round < 20; round++) {
                for (int size : sizes) {
                    String body = Character.toString('a' + round % 26).repeat(size);
                    published.append("PUB foo %d\r\n%s\r\n".formatted(size, body));
                    expected.append("MSG foo 1 %d\r\n%s\r\n".formatted(size, body));
                }
            }
            Thread sending = Thread.ofVirtual().start(() -> send(publisher, published.toString()));

            // then
            assertThat(near.read(expected.length()).contentEquals(expected)).isTrue();
            assertThat(far.read(expected.length()).contentEquals(expected)).isTrue();
            join(sending);
            assertThat(publisher.flush()).isEqualTo("PONG\r\n");
        }
    }

    private static void send(RawClient client, String text) {
        try {
            client.send(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldEndAnExhaustedSubscriptionAcrossLoopsBeforeItsIdIsUsedAgain() throws IOException {
        try (TestServer server = TestServer.start(TestServer.options())) {
            // given
            RawClient subscriber = server.client();
            RawClient publisher = server.client();

            for (int round = 0; round < 200; round++) {
                subscriber.send("SUB foo 1\r\nUNSUB 1 2\r\n");
                subscriber.flush();

                // when
                publisher.send("PUB foo 1\r\na\r\n".repeat(3));
                publisher.flush();

                // then
                assertThat(subscriber.read(32))
                        .isEqualTo("MSG foo 1 1\r\na\r\nMSG foo 1 1\r\na\r\n");
            }
            assertThat(server.server().counters().subscriptions()).isZero();
        }
    }

    @Test
    void shouldNotLoseAnErrorToUnreadInput() throws IOException {
        try (TestServer server = TestServer.start(TestServer.options())) {
            for (int round = 0; round < 20; round++) {
                // given
                RawClient client = server.client();

                // when
                client.send("PUB foo 2000000\r\n" + "x".repeat(500_000));

                // then
                assertThat(client.readToEnd()).isEqualTo("-ERR 'Maximum Payload Violation'\r\n");
            }
        }
    }

    @Test
    void shouldAnswerWhatCameBeforeTheClientsFin() throws IOException {
        try (TestServer server = TestServer.start(TestServer.options())) {
            // given
            RawClient client = server.client();

            // when
            client.send("SUB foo 1\r\nPUB foo 1\r\nx\r\nPING\r\n");
            client.endOutput();

            // then
            assertThat(client.readToEnd()).isEqualTo("MSG foo 1 1\r\nx\r\nPONG\r\n");
            await().until(() -> server.server().counters().connections() == 0);
            assertThat(server.server().counters().subscriptions()).isZero();
        }
    }

    @Test
    void shouldWriteWhatIsQueuedAndThenEndSilentlyWhenClosed() throws IOException {
        try (TestServer server = TestServer.start(TestServer.options())) {
            // given
            RawClient subscriber = server.client();
            RawClient publisher = server.client();
            subscriber.send("SUB foo 1\r\n");
            subscriber.flush();
            publisher.send("PUB foo 1\r\nx\r\n".repeat(10_000));
            publisher.flush();

            // when
            server.server().close();

            // then
            assertThat(subscriber.readToEnd()).isEqualTo("MSG foo 1 1\r\nx\r\n".repeat(10_000));
            assertThat(publisher.readToEnd()).isEmpty();
            assertThatIllegalStateException().isThrownBy(() -> server.server().listen());
        }
    }

    @Test
    void shouldSendAllAwayAndListenAgain() throws IOException {
        try (TestServer server = TestServer.start(TestServer.options())) {
            // given
            RawClient client = server.client();

            // when
            server.server().stopListening();

            // then
            assertThat(client.readToEndOrReset()).doesNotContain("ERR");
            assertThat(server.server().port()).isEmpty();
            assertThat(server.server().listen().getPort()).isPositive();
        }
    }

    @Test
    void shouldNameThePortThatItCannotOpen() throws IOException {
        try (var taken = new ServerSocket(0);
                var server =
                        new NatsServer(
                                NatsServerOptions.defaults()
                                        .withPort(taken.getLocalPort())
                                        .withLoops(1))) {
            // given
            server.start();

            // when, then
            int port = taken.getLocalPort();
            assertThatThrownBy(server::listen)
                    .isInstanceOfSatisfying(
                            ListenException.class, e -> assertThat(e.port()).isEqualTo(port))
                    .hasMessage(
                            "Error listening on port: 127.0.0.1:%d, \"listen tcp 127.0.0.1:%d: bind:"
                                    + " address already in use\"; another program uses it; stop it,"
                                    + " or choose another port",
                            port, port);
        }
    }

    @Test
    void shouldCountMessagesAndBytes() throws IOException {
        try (TestServer server = TestServer.start(TestServer.options())) {
            // given
            RawClient client = server.client();
            server.inProcess().subscribe("foo", message -> {});

            // when
            client.send("SUB foo 1\r\nSUB foo 2\r\nPUB foo 5\r\nhello\r\nPUB bar 3\r\nabc\r\n");
            client.flush();

            // then
            assertThat(server.server().counters())
                    .isEqualTo(new ServerCounters(1, 1, 2, 3, 8, 15, 0, 3));
        }
    }

    @Test
    void shouldRefuseOptionsThatCannotWork() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NatsServerOptions.defaults().withMaxPayloadBytes(0))
                .withMessage("max_payload: 0 (expected: 1 to max_pending, which is 67108864)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NatsServerOptions.defaults().withVersion("dev"))
                .withMessage("version: dev (expected: like 2.10.0)");
    }
}
