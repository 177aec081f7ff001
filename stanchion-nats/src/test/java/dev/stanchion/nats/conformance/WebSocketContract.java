package dev.stanchion.nats.conformance;

import static dev.stanchion.nats.conformance.RawWebSocket.BINARY;
import static dev.stanchion.nats.conformance.RawWebSocket.CLOSE;
import static dev.stanchion.nats.conformance.RawWebSocket.CONTINUATION;
import static dev.stanchion.nats.conformance.RawWebSocket.PING;
import static dev.stanchion.nats.conformance.RawWebSocket.PONG;
import static dev.stanchion.nats.conformance.RawWebSocket.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.nats.conformance.RawWebSocket.Frame;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every core NATS server does with WebSocket clients: checks 123 to 129. */
abstract class WebSocketContract {
    private static final String C0 = "CONNECT {\"verbose\":false,\"pedantic\":false}\r\n";

    /** A server with a WebSocket port; closed after each test. */
    protected interface WebSocketServer extends AutoCloseable {
        InetSocketAddress webSocketAddress();

        @Override
        void close();
    }

    /**
     * Starts a server that does not compress, takes pages from anywhere, and limits payloads to 1
     * MiB.
     */
    protected abstract WebSocketServer start();

    /** Starts one that takes pages from its own host only. */
    protected abstract WebSocketServer startForSameOrigin();

    /** Starts one that takes pages from {@code https://tickets.dev} only. */
    protected abstract WebSocketServer startForTicketsDev();

    /** Starts one that compresses. */
    protected abstract WebSocketServer startCompressing();

    /** Starts one where clients need the token {@code tok}. */
    protected abstract WebSocketServer startWithToken();

    private static RawWebSocket greeted(WebSocketServer server, String... headers)
            throws IOException {
        RawWebSocket client = RawWebSocket.connect(server.webSocketAddress(), headers);
        assertThat(client.response()).startsWith("HTTP/1.1 101 ");
        assertThat(client.read().opcode()).isEqualTo(BINARY);
        return client;
    }

    @Test
    void s13_123_shouldUpgradeAndGreetWithABinaryFrame() throws IOException {
        try (WebSocketServer server = start();
                var client = RawWebSocket.connect(server.webSocketAddress())) {
            // then
            assertThat(client.response())
                    .isEqualTo(
                            """
                            HTTP/1.1 101 Switching Protocols\r
                            Upgrade: websocket\r
                            Connection: Upgrade\r
                            Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r
                            \r
                            """);
            Frame info = client.read();
            assertThat(info.opcode()).isEqualTo(BINARY);
            assertThat(info.isFinal()).isTrue();
            assertThat(info.text()).matches("INFO \\{.*} ?\r\n");
        }
    }

    @Test
    void s13_124_shouldTakeFramesAsOneStreamOfBytes() throws IOException {
        try (WebSocketServer server = start();
                var client = greeted(server)) {
            // given
            client.send(C0 + "SUB foo 1\r\n");

            // when
            client.send("PU");
            client.send("B foo 3\r\nab");
            client.send(BINARY, false, "c\r\nPI");
            client.send(CONTINUATION, true, "NG\r\n");

            // then
            String expected = "MSG foo 1 3\r\nabc\r\nPONG\r\n";
            assertThat(client.readText(expected.length())).isEqualTo(expected);

            // when
            client.send(TEXT, true, "PING\r\n");

            // then
            Frame pong = client.read();
            assertThat(pong.opcode()).isEqualTo(BINARY);
            assertThat(pong.text()).isEqualTo("PONG\r\n");
        }
    }

    @Test
    void s13_125_shouldAnswerControlFrames() throws IOException {
        try (WebSocketServer server = start();
                var client = greeted(server)) {
            // when
            client.send(PING, true, "hey");

            // then
            Frame pong = client.read();
            assertThat(pong.opcode()).isEqualTo(PONG);
            assertThat(pong.text()).isEqualTo("hey");

            // when
            client.send(PONG, true, "unasked");
            client.send(0x80 | CLOSE, new byte[] {0x03, (byte) 0xe8, 'b', 'y', 'e'});

            // then
            Frame close = client.read();
            assertThat(close.opcode()).isEqualTo(CLOSE);
            assertThat(close.closing()).isEqualTo("1000 bye");
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void s13_125_shouldCloseAClientThatDoesNotMask() throws IOException {
        try (WebSocketServer server = start();
                var client = greeted(server)) {
            // when
            client.sendUnmasked("PING\r\n");

            // then: the reference does not always get its close frame out
            assertThat(endOf(client)).isIn("1002 Protocol Violation", "1002 mask bit missing", "");
        }
    }

    /** The closing of the next frame, or nothing if there is only the end. */
    private static String endOf(RawWebSocket client) throws IOException {
        try {
            return client.read().closing();
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void s13_126_shouldSayWhyItCloses() throws IOException {
        try (WebSocketServer server = start();
                var client = greeted(server)) {
            // when
            client.send("FOO\r\n");

            // then
            assertThat(client.read().text()).isEqualTo("-ERR 'Unknown Protocol Operation'\r\n");
            Frame close = client.read();
            assertThat(close.opcode()).isEqualTo(CLOSE);
            assertThat(close.closing()).isEqualTo("1002 Protocol Violation");
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void s13_126_shouldSayThatAPayloadIsTooLarge() throws IOException {
        try (WebSocketServer server = start();
                var client = greeted(server)) {
            // when
            client.send(C0 + "PUB foo 1048577\r\n");

            // then
            assertThat(client.read().text()).isEqualTo("-ERR 'Maximum Payload Violation'\r\n");
            assertThat(client.read().closing()).isEqualTo("1009 Maximum Message Payload Exceeded");
        }
    }

    @Test
    void s13_126_shouldSayThatCredentialsAreWrong() throws IOException {
        try (WebSocketServer server = startWithToken();
                var client = greeted(server)) {
            // when
            client.send("CONNECT {\"verbose\":false,\"auth_token\":\"wrong\"}\r\n");

            // then
            assertThat(client.read().text()).isEqualTo("-ERR 'Authorization Violation'\r\n");
            assertThat(client.read().closing()).isEqualTo("1008 Authentication Failure");
        }
    }

    @Test
    void s13_127_shouldRefuseForeignPagesIfOnlyItsOwnMayConnect() throws IOException {
        try (WebSocketServer server = startForSameOrigin()) {
            for (String foreign :
                    new String[] {
                        "http://evil.test:8080", "http://tickets.test", "null", "tickets.test:8080"
                    }) {
                try (var client =
                        RawWebSocket.connect(server.webSocketAddress(), "Origin: " + foreign)) {
                    assertThat(client.response())
                            .startsWith("HTTP/1.1 403 Forbidden\r\n")
                            .contains("Sec-Websocket-Version: 13\r\n");
                    assertThat(client.body()).isEqualTo("Forbidden\n");
                }
            }
            greeted(server).close();
            greeted(server, "Origin: http://tickets.test:8080").close();
            greeted(server, "Origin: https://TICKETS.test:8080").close();
        }
    }

    @Test
    void s13_127_shouldTakeListedPagesOnly() throws IOException {
        try (WebSocketServer server = startForTicketsDev()) {
            for (String foreign : new String[] {"http://tickets.dev", "https://tickets.dev:8443"}) {
                try (var client =
                        RawWebSocket.connect(server.webSocketAddress(), "Origin: " + foreign)) {
                    assertThat(client.response()).startsWith("HTTP/1.1 403 Forbidden\r\n");
                }
            }
            greeted(server, "Origin: https://Tickets.dev").close();
            greeted(server, "Origin: https://tickets.dev:443").close();
            greeted(server).close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-WebSocket-Version: 12",
                "Upgrade: h2c",
                "Connection: keep-alive",
                "Sec-WebSocket-Key: ",
            })
    void s13_127_shouldRefuseABadUpgrade(String header) throws IOException {
        try (WebSocketServer server = start();
                var client = RawWebSocket.connect(server.webSocketAddress(), header)) {
            assertThat(client.response())
                    .startsWith("HTTP/1.1 400 Bad Request\r\n")
                    .contains("Sec-Websocket-Version: 13\r\n");
            assertThat(client.body()).isEqualTo("Bad Request\n");
        }
    }

    @Test
    void s13_127_shouldRefuseOtherMethods() throws IOException {
        try (WebSocketServer server = start();
                var client =
                        RawWebSocket.request(
                                server.webSocketAddress(),
                                RawWebSocket.request("POST / HTTP/1.1"))) {
            assertThat(client.response()).startsWith("HTTP/1.1 405 Method Not Allowed\r\n");
            assertThat(client.body()).isEqualTo("Method Not Allowed\n");
        }
    }

    @Test
    void s13_128_shouldCompressInBothDirections() throws IOException {
        try (WebSocketServer server = startCompressing();
                var client =
                        RawWebSocket.connect(
                                server.webSocketAddress(),
                                "Sec-WebSocket-Extensions: permessage-deflate;"
                                        + " client_max_window_bits")) {
            // then
            assertThat(client.response())
                    .contains(
                            "Sec-WebSocket-Extensions: permessage-deflate;"
                                    + " server_no_context_takeover; client_no_context_takeover\r\n");
            Frame info = client.read();
            assertThat(info.isCompressed()).isTrue();
            assertThat(info.inflated()).startsWith("INFO {");

            // when
            client.send(C0 + "PING\r\n");

            // then
            Frame pong = client.read();
            assertThat(pong.isCompressed()).isFalse();
            assertThat(pong.text()).isEqualTo("PONG\r\n");

            // when
            String body = "tickets ".repeat(1000);
            client.sendCompressed("SUB foo 1\r\nPUB foo 8000\r\n" + body + "\r\n");

            // then
            Frame message = client.read();
            assertThat(message.isCompressed()).isTrue();
            assertThat(message.payload()).hasSizeLessThan(200);
            assertThat(message.inflated()).isEqualTo("MSG foo 1 8000\r\n" + body + "\r\n");
        }
    }

    @Test
    void s13_128_shouldNotCompressUnasked() throws IOException {
        try (WebSocketServer server = startCompressing();
                var client = RawWebSocket.connect(server.webSocketAddress())) {
            assertThat(client.response()).doesNotContain("Extensions");
            assertThat(client.read().isCompressed()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void s13_129_shouldSendSmallFramesToBrowsers(boolean compressing) throws IOException {
        String[] headers = {
            "User-Agent: Mozilla/5.0 (X11; Linux x86_64)",
            "Sec-WebSocket-Extensions: permessage-deflate"
        };
        try (WebSocketServer server = compressing ? startCompressing() : start();
                var client = greeted(server, headers)) {
            // given: what cannot be made smaller than 4096 bytes
            StringBuilder random = new StringBuilder();
            new java.util.Random(4).ints(10_000, 'A', 'z').forEach(random::appendCodePoint);
            client.send(C0 + "SUB foo 1\r\nPUB foo 10000\r\n" + random + "\r\n");

            // when
            int bytes = 0;
            int frames = 0;
            Frame frame;
            do {
                frame = client.read();
                assertThat(frame.payload()).hasSizeLessThanOrEqualTo(4096);
                bytes += frame.payload().length;
                frames++;
            } while (compressing ? !frame.isFinal() : bytes < 10_000);

            // then
            assertThat(frames).isGreaterThan(1);
        }
    }

    @Test
    void shouldDoWithoutMasksIfAskedTo() throws IOException {
        try (WebSocketServer server = start();
                var client = greeted(server, "Nats-No-Masking: true")) {
            // when
            client.sendUnmasked(C0 + "PING\r\n");

            // then
            assertThat(client.response()).contains("Nats-No-Masking: true\r\n");
            assertThat(client.read().text()).isEqualTo("PONG\r\n");
        }
    }
}
