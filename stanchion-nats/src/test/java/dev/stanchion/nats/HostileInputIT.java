package dev.stanchion.nats;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stanchion.kit.wire.RawClient;
import dev.stanchion.nats.conformance.RawWebSocket;
import dev.stanchion.nats.tls.TestAuthority;
import dev.stanchion.nats.tls.TlsOptions;
import dev.stanchion.nats.websocket.WebSocketOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same against the whole server: whatever a client sends, its connection is ended by a rule or
 * still answers, nobody else notices, and nothing of it stays.
 */
@ExtendWith(LeaksFail.class)
class HostileInputIT {
    private static final int TARGETS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MAX_PAYLOAD = 2048;

    /** Gets a client out of whatever it is in: a payload, a line, or nothing. */
    private static final String WAKE_UP = "\r\nPING\r\n".repeat(MAX_PAYLOAD / 8 + 8);

    private final TestServer server =
            TestServer.start(TestServer.options().withMaxPayloadBytes(MAX_PAYLOAD));
    private InetSocketAddress webSockets = new InetSocketAddress(0);

    @BeforeEach
    void listen() {
        webSockets =
                server.server()
                        .listenForWebSockets(
                                WebSocketOptions.onPort(0)
                                        .withHost("127.0.0.1")
                                        .withCompression(true));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void shouldEndOrAnswerAClientThatSendsHostileBytes() throws IOException {
        RawClient witness = server.client();
        Fuzz.run(
                40,
                TARGETS,
                seed -> {
                    var hostile = new HostileBytes(seed);
                    try (Socket socket = new Socket()) {
                        socket.connect(server.address());
                        CompletableFuture<String> end = untilPongOrEnd(socket);
                        for (byte[] piece : hostile.pieces(hostile.operations())) {
                            send(socket, piece);
                        }
                        send(socket, WAKE_UP.getBytes(ISO_8859_1));
                        awaitEnd(end);
                    }
                    checkOthers(witness);
                });
    }

    @Test
    void shouldEndOrAnswerAWebSocketClientThatSendsHostileFrames() throws IOException {
        RawClient witness = server.client();
        Fuzz.run(
                30,
                TARGETS,
                seed -> {
                    var hostile = new HostileBytes(seed);
                    try (RawWebSocket client =
                            RawWebSocket.connect(
                                    webSockets, "Sec-WebSocket-Extensions: permessage-deflate")) {
                        boolean broken = hostile.below(2) == 0;
                        byte[] frames = hostile.frames(hostile.operations(), true);
                        for (byte[] piece :
                                hostile.pieces(broken ? hostile.damaged(frames) : frames)) {
                            client.sendBytes(piece);
                        }
                        if (!broken) {
                            client.send(WAKE_UP);
                            awaitPongOrEnd(client);
                        }
                    } catch (IOException e) {
                        // the server has ended it
                    }
                    checkOthers(witness);
                });
    }

    @Test
    void shouldEndAClientThatSendsAHostileHandshake(@TempDir Path folder) throws Exception {
        TestAuthority authority = new TestAuthority(folder, "ca");
        TestAuthority.Issued issued = authority.server("server", "EC");
        TlsOptions tls =
                TlsOptions.of(issued.certFile(), issued.keyFile())
                        .withTimeout(Duration.ofSeconds(1));
        byte[] hello = hello(authority);
        try (TestServer encrypted = TestServer.start(NatsSecurity.NONE.withTls(tls))) {
            Fuzz.run(
                    40,
                    TARGETS,
                    seed -> {
                        var hostile = new HostileBytes(seed);
                        try (Socket socket = new Socket()) {
                            socket.connect(encrypted.address());
                            CompletableFuture<String> end = untilPongOrEnd(socket);
                            for (byte[] piece : hostile.pieces(hostile.damaged(hello))) {
                                send(socket, piece);
                            }
                            send(socket, hostile.noise(2000));
                            awaitEnd(end);
                        }
                    });

            // then
            try (RawClient client = RawClient.connect(encrypted.address())) {
                client.encrypt(authority.clientContext());
                client.send(TestServer.CONNECT);
                assertThat(client.flush()).isEqualTo("PONG\r\n");
            }
            await().atMost(PATIENCE).until(() -> encrypted.server().counters().connections() == 0);
            assertThat(encrypted.server().closedConnections())
                    .extracting(closed -> closed.end().orElseThrow().reason())
                    .doesNotContain("Unknown State"); // which is a bug's
        }
    }

    private static byte[] hello(TestAuthority authority) throws SSLException {
        SSLEngine engine = authority.clientContext().createSSLEngine();
        engine.setUseClientMode(true);
        ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), hello);
        return Arrays.copyOf(hello.array(), hello.position());
    }

    private static void awaitPongOrEnd(RawWebSocket client) throws IOException {
        RawWebSocket.Frame frame = client.read();
        while (frame.opcode() != RawWebSocket.CLOSE
                && !(frame.isCompressed() ? frame.inflated() : frame.text()).contains("PONG")) {
            frame = client.read();
        }
    }

    private static void send(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            // the server has ended it, which the reader sees
        }
    }

    private static CompletableFuture<String> untilPongOrEnd(Socket socket) {
        var end = new CompletableFuture<String>();
        Thread.ofVirtual()
                .start(() -> {
                    byte[] some = new byte[8192];
                    String tail = "";
                    try {
                        for (int n = socket.getInputStream().read(some);
                                n >= 0;
                                n = socket.getInputStream().read(some)) {
                            String text = tail + new String(some, 0, n, ISO_8859_1);
                            if (text.contains("PONG\r\n")) {
                                break;
                            }
                            tail = text.substring(Math.max(0, text.length() - 6));
                        }
                    } catch (IOException e) {
                        // a reset is an end, too
                    }
                    end.complete(tail);
                });
        return end;
    }

    /** In short turns, so that a fuzzer that was stopped meanwhile is still patient afterwards. */
    private static void awaitEnd(CompletableFuture<String> end) throws Exception {
        for (long turn = 0; turn < PATIENCE.toSeconds() && !end.isDone(); turn++) {
            try {
                end.get(1, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                // another turn
            }
        }
        assertThat(end).as("an answer or the connection's end").isDone();
    }

    private void checkOthers(RawClient witness) throws IOException {
        assertThat(witness.flush()).isEqualTo("PONG\r\n");
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> server.server().counters().connections() == 1);
        assertThat(server.server().counters().subscriptions()).isZero();
        assertThat(server.server().closedConnections().getLast().end().orElseThrow().reason())
                .isNotEqualTo("Unknown State"); // which is a bug's
    }

    /**
     * The server pings a connection two seconds after its begin, which a busy machine may reach.
     */
    private static String lineBehindPings(RawClient client) throws IOException {
        String line = client.readLine();
        while (line.equals("PING\r\n")) {
            line = client.readLine();
        }
        return line;
    }

    @Test
    void shouldHoldAHundredThousandSubscriptionsOfOneClient() throws IOException {
        // given
        int count = 100_000;
        RawClient client = server.client();
        var subscribing = new StringBuilder();
        for (int i = 0; i < count; i++) {
            subscribing.append("SUB a.").append(i).append(i % 10 == 0 ? ".* " : " ").append(i);
            subscribing.append("\r\n");
        }

        // when
        client.send(subscribing.toString());
        assertThat(client.flush()).isEqualTo("PONG\r\n");

        // then
        assertThat(server.server().counters().subscriptions()).isEqualTo(count);
        client.send("PUB a.99999 1\r\nx\r\nPUB a.99990.b 1\r\ny\r\n");
        assertThat(lineBehindPings(client)).isEqualTo("MSG a.99999 99999 1\r\n");

        // when
        client.close();

        // then
        await().atMost(PATIENCE).until(() -> server.server().counters().subscriptions() == 0);
    }

    @Test
    void shouldNotKeepALineThatNeverEnds() throws IOException {
        // given
        RawClient client = server.client();

        // when: a megabyte without an end, of what has no limit and of what has one
        client.send("PING" + "x".repeat(1 << 20) + "\r\n");
        assertThat(client.readLine()).isEqualTo("PONG\r\n");
        client.send("SUB " + "x".repeat(1 << 20));

        // then
        assertThat(client.readToEnd()).isEqualTo("-ERR 'maximum control line exceeded'\r\n");
    }

    @Test
    void shouldTakeTlsOnAPlainPortForNoise() throws IOException {
        RawClient client = server.client();
        client.flush();
        client.send(new byte[] {0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, (byte) 0xfc});
        assertThat(client.readToEnd()).isEqualTo("-ERR 'Unknown Protocol Operation'\r\n");
    }

    @Test
    void shouldServeOthersWhileClientsSendByteByByte() throws IOException {
        // given
        RawClient[] slow = new RawClient[50];
        for (int i = 0; i < slow.length; i++) {
            slow[i] = server.client();
        }

        // when
        for (byte b : "PUB foo 3\r\nabc\r\nPING\r\n".getBytes(ISO_8859_1)) {
            for (RawClient each : slow) {
                each.send(new byte[] {b});
            }
            assertThat(server.client().flush()).isEqualTo("PONG\r\n");
        }

        // then
        for (RawClient each : slow) {
            assertThat(each.readLine()).isEqualTo("PONG\r\n");
        }
    }

    @Test
    void shouldFreeTheConnectionOfAClientThatVanishes() throws IOException {
        // given: a server that asks soon
        try (TestServer impatient =
                TestServer.start(
                        TestServer.options()
                                .withPingInterval(Duration.ofMillis(100))
                                .withPingMax(2))) {
            // when: nothing is ever sent, and no FIN
            RawClient vanished = RawClient.connect(impatient.address());

            // then
            await().atMost(PATIENCE).until(() -> impatient.server().counters().connections() == 0);
            assertThat(vanished.readToEnd()).endsWith("-ERR 'Stale Connection'\r\n");
            vanished.close();
        }
    }
}
