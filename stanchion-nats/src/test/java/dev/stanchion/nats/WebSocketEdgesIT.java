package dev.stanchion.nats;

import static dev.stanchion.nats.conformance.RawWebSocket.BINARY;
import static dev.stanchion.nats.conformance.RawWebSocket.CLOSE;
import static dev.stanchion.nats.conformance.RawWebSocket.CONTINUATION;
import static dev.stanchion.nats.conformance.RawWebSocket.PING;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stanchion.kit.wire.RawClient;
import dev.stanchion.nats.conformance.RawWebSocket;
import dev.stanchion.nats.conformance.RawWebSocket.Frame;
import dev.stanchion.nats.websocket.WebSocketOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What WebSocket clients can do wrong, slowly or too much, and that nobody else notices. */
@ExtendWith(LeaksFail.class)
class WebSocketEdgesIT {
    private static final String C0 = "CONNECT {\"verbose\":false,\"pedantic\":false}\r\n";
    private static final String DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private TestServer server = TestServer.start(TestServer.options());
    private InetSocketAddress address = new InetSocketAddress(0);

    @BeforeEach
    void listen() {
        address =
                server.server()
                        .listenForWebSockets(
                                WebSocketOptions.onPort(0)
                                        .withHost("127.0.0.1")
                                        .withCompression(true)
                                        .withHandshakeTimeout(Duration.ofMillis(300)));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private RawWebSocket greeted(String... headers) throws IOException {
        RawWebSocket client = RawWebSocket.connect(address, headers);
        client.read();
        return client;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET / HTTP/1.1\r\nHost: x\r\n", "GET /"})
    void shouldCloseARequestThatIsNotCompletedInTime(String start) throws IOException {
        try (var client = RawWebSocket.request(address, start)) {
            assertThat(client.response()).isEmpty();
        }
    }

    @Test
    void shouldRefuseARequestThatIsTooLong() throws IOException {
        try (var client = RawWebSocket.connect(address, "X: " + "x".repeat(10_000))) {
            assertThat(client.response()).startsWith("HTTP/1.1 400 Bad Request\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/leafnode", "/mqtt"})
    void shouldNotTakeOtherProtocolsForNats(String path) throws IOException {
        try (var client =
                RawWebSocket.request(address, RawWebSocket.request("GET " + path + " HTTP/1.1"))) {
            assertThat(client.response()).startsWith("HTTP/1.1 404 Not Found\r\n");
        }
    }

    @Test
    void shouldTakeWhatFollowsTheRequestInTheSamePacket() throws IOException {
        // given: a masked frame with the mask zero
        String request = RawWebSocket.request("GET /any/path?x=1 HTTP/1.1");
        String frame = "\u0082\u0086\0\0\0\0PING\r\n";

        try (var client = RawWebSocket.request(address, request + frame)) {
            // then
            var text = new StringBuilder();
            while (!text.toString().endsWith("PONG\r\n")) {
                text.append(client.read().text());
            }
            assertThat(text).startsWith("INFO {");
        }
    }

    @Test
    void shouldTakeAFrameOfAnyLengthWithoutHoldingIt() throws IOException {
        try (var client = greeted()) {
            // when: twenty megabytes in one frame, most of them for nobody
            client.send(C0 + ("PUB foo 100000\r\n" + "x".repeat(100_000) + "\r\n").repeat(200));
            client.send("PING\r\n");

            // then
            assertThat(nextBesidesPing(client)).isEqualTo("PONG\r\n");
        }
    }

    /** The server pings two seconds after CONNECT. */
    private static String nextBesidesPing(RawWebSocket client) throws IOException {
        String text = client.read().text();
        return text.equals("PING\r\n") ? client.read().text() : text;
    }

    @Test
    void shouldCarryLargeMessagesBothWays() throws IOException {
        try (var client = greeted(DEFLATE);
                var plain = greeted()) {
            // given
            String body = "0123456789".repeat(100_000);
            plain.send(C0 + "SUB foo 1\r\nPING\r\n");
            assertThat(plain.read().text()).isEqualTo("PONG\r\n");

            // when
            client.sendCompressed(C0 + "PUB foo 1000000\r\n" + body + "\r\n");

            // then
            String expected = "MSG foo 1 1000000\r\n" + body + "\r\n";
            assertThat(plain.readText(expected.length())).isEqualTo(expected);
        }
    }

    @Test
    void shouldTakeACompressedMessageInPartsWithPingsBetween() throws IOException {
        try (var client = greeted(DEFLATE)) {
            // given
            byte[] message = RawWebSocket.deflate((C0 + "PING\r\n").getBytes(US_ASCII));
            int half = message.length / 2;

            // when
            client.send(0x40 | BINARY, Arrays.copyOf(message, half));
            client.send(PING, true, "between");
            client.send(0x80 | CONTINUATION, Arrays.copyOfRange(message, half, message.length));

            // then
            assertThat(client.read().text()).isEqualTo("between");
            assertThat(client.read().text()).isEqualTo("PONG\r\n");
        }
    }

    @Test
    void shouldInflateABombInPortionsWhileOthersAreServed() throws IOException {
        // given: 64 MB of publishes for nobody, which are a few hundred KB compressed
        String bomb = ("PUB foo 1000000\r\n" + "x".repeat(1_000_000) + "\r\n").repeat(64);
        try (var attacker = greeted(DEFLATE)) {
            // when
            attacker.send(C0);
            attacker.sendCompressed(bomb);

            // then
            for (int i = 0; i < 20; i++) {
                RawClient other = server.client();
                assertThat(other.flush()).isEqualTo("PONG\r\n");
            }
            attacker.send("PING\r\n");
            assertThat(nextBesidesPing(attacker)).isEqualTo("PONG\r\n");
            assertThat(server.server().counters().inMsgs()).isEqualTo(64);
        }
    }

    @Test
    void shouldCloseOnABombThatIsNoProtocol() throws IOException {
        try (var attacker = greeted(DEFLATE)) {
            // when
            attacker.sendCompressed("x".repeat(50_000_000));

            // then
            assertThat(attacker.read().text()).startsWith("-ERR 'Unknown Protocol Operation'");
            assertThat(attacker.read().closing()).isEqualTo("1002 Protocol Violation");
            assertThat(attacker.isAtEnd()).isTrue();
        }
    }

    @Test
    void shouldCloseOnWhatCannotBeInflated() throws IOException {
        try (var client = greeted(DEFLATE)) {
            client.send(0x80 | 0x40 | BINARY, new byte[] {7, 7, 7, 7});
            assertThat(client.read().closing()).isEqualTo("1002 Protocol Violation");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0x83, reserved opcode", "0x8b, reserved control opcode", "0x80, nothing to continue",
        "0xa2, reserved bit", "0xc2, compression not agreed on", "0x09, control frame in parts",
    })
    void shouldCloseOnABadFrame(String first, String why) throws IOException {
        try (var client = greeted()) {
            client.send(Integer.decode(first), "PING\r\n".getBytes(US_ASCII));
            assertThat(client.read().closing()).as(why).isEqualTo("1002 Protocol Violation");
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void shouldCloseOnAControlFrameThatIsTooLong() throws IOException {
        try (var client = greeted()) {
            client.send(PING, true, "x".repeat(126));
            assertThat(client.read().closing()).isEqualTo("1002 Protocol Violation");
        }
    }

    @Test
    void shouldCloseOnANewMessageWithinAnother() throws IOException {
        try (var client = greeted()) {
            client.send(BINARY, false, "PI");
            client.send(BINARY, true, "NG\r\n");
            assertThat(client.read().closing()).isEqualTo("1002 Protocol Violation");
        }
    }

    @Test
    void shouldEchoACloseFrameThatMayBeSaid() throws IOException {
        try (var client = greeted()) {
            client.send(0x80 | CLOSE, new byte[] {0x03, (byte) 0xe8, (byte) 0xff});
            assertThat(client.read().closing()).isEqualTo("1007 invalid utf8 body in close frame");
        }
        try (var client = greeted()) {
            client.send(0x80 | CLOSE, new byte[0]);
            Frame answer = client.read();
            assertThat(answer.opcode()).isEqualTo(CLOSE);
            assertThat(answer.payload()).isEmpty();
        }
    }

    @Test
    void shouldNotBeFloodedByPingsOfAClientThatDoesNotRead() throws IOException {
        try (var client = greeted()) {
            // when: what would be 5 MB of pongs
            byte[] ping = new byte[131];
            ping[0] = (byte) 0x89;
            ping[1] = (byte) (0x80 | 125);
            for (int i = 0; i < 40_000; i++) {
                client.sendBytes(ping);
            }
            client.send("PING\r\n");

            // then
            Frame frame = client.read();
            while (frame.opcode() != BINARY) {
                frame = client.read();
            }
            assertThat(frame.text()).isIn("PONG\r\n", "PING\r\n");
        }
    }

    @Test
    void shouldFreeItsPlaceHoweverAClientGoes() throws IOException {
        // when
        greeted().close();
        var halfWay = RawWebSocket.request(address, "GET / HTTP/1.1\r\nX");
        halfWay.close();

        // then
        await().atMost(PATIENCE).until(() -> server.server().counters().connections() == 0);
        greeted().close();
    }

    @Test
    void shouldSayThatItShutsDown() throws IOException {
        try (var client = greeted()) {
            // when
            server.server().close();

            // then
            assertThat(client.read().closing()).isEqualTo("1001 Server Shutdown");
        }
    }

    @Test
    void shouldCountWebSocketClientsAsConnections() throws IOException {
        try (TestServer small = TestServer.start(TestServer.options().withMaxConnections(1));
                var first =
                        RawWebSocket.connect(
                                small.server()
                                        .listenForWebSockets(
                                                WebSocketOptions.onPort(0)
                                                        .withHost("127.0.0.1")))) {
            // given
            first.read();

            // when
            RawClient second = RawClient.connect(small.address());

            // then
            assertThat(second.readToEnd()).isEqualTo("-ERR 'maximum connections exceeded'\r\n");
            second.close();
        }
    }
}
