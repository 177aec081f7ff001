package dev.stanchion.nats;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.stanchion.kit.wire.RawClient;
import dev.stanchion.nats.conformance.RawWebSocket;
import dev.stanchion.nats.tls.TestAuthority;
import dev.stanchion.nats.tls.TlsOptions;
import dev.stanchion.nats.websocket.WebSocketOptions;
import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Hundreds of connections that stop in the middle of a handshake, or say nothing at all: others are
 * served meanwhile, the time limit ends all of them, and nothing of them stays ({@code
 * spec/nats-core.md} 6.2, 9.1).
 */
@Tag("long")
@ExtendWith(LeaksFail.class)
@Isolated("measures the memory of the whole process")
class HandshakeFloodIT {
    private static final int CONNECTIONS = 400;
    private static final int FLOODS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Long enough for somebody else to be served before the flood ends. */
    private static final Duration TIMEOUT = Duration.ofMillis(1500);

    /** The record of a ClientHello of 512 bytes, which stops in its random number. */
    private static final byte[] HALF_A_HELLO = {
        0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, (byte) 0xfc, 0x03, 0x03, 1, 2, 3, 4, 5
    };

    /**
     * What a lost connection would leave: far less than what {@value #CONNECTIONS} TLS engines or
     * receive buffers take.
     */
    private static final long MAX_GROWTH_BYTES = 8 << 20;

    @TempDir private Path folder;

    /** Where the flood arrives. */
    enum Door {
        NATS_WITH_TLS,
        WEB_SOCKET,
        WEB_SOCKET_WITH_TLS;

        byte[] half() {
            return this == WEB_SOCKET
                    ? "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: webso".getBytes(ISO_8859_1)
                    : HALF_A_HELLO;
        }
    }

    /** A server with that door. */
    private record House(TestServer server, InetSocketAddress address, TestAuthority authority)
            implements AutoCloseable {
        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    private House open(Door door) throws IOException {
        TestAuthority authority = new TestAuthority(folder, "ca");
        TestAuthority.Issued issued = authority.server("server", "EC");
        TlsOptions tls = TlsOptions.of(issued.certFile(), issued.keyFile()).withTimeout(TIMEOUT);
        if (door == Door.NATS_WITH_TLS) {
            TestServer server = TestServer.start(NatsSecurity.NONE.withTls(tls));
            return new House(server, server.address(), authority);
        }
        TestServer server = TestServer.start(TestServer.options());
        WebSocketOptions options =
                WebSocketOptions.onPort(0).withHost("127.0.0.1").withHandshakeTimeout(TIMEOUT);
        InetSocketAddress address =
                server.server()
                        .listenForWebSockets(
                                door == Door.WEB_SOCKET ? options : options.withTls(tls));
        return new House(server, address, authority);
    }

    @ParameterizedTest
    @EnumSource
    void s6_2_shouldServeOthersDuringAFloodAndKeepNothingOfIt(Door door) throws Exception {
        try (House house = open(door)) {
            // given: the first flood fills pools that stay
            flood(house, door);
            long files = openFiles();
            long heap = usedHeap();
            long direct = directBytesInUse();

            // when
            for (int i = 0; i < FLOODS; i++) {
                flood(house, door);
            }

            // then
            await().atMost(PATIENCE).until(() -> openFiles() <= files);
            await().atMost(PATIENCE).until(() -> usedHeap() < heap + MAX_GROWTH_BYTES);
            await().atMost(PATIENCE).until(() -> directBytesInUse() < direct + MAX_GROWTH_BYTES);
        }
    }

    /** Returns when the server has ended all connections. */
    private static void flood(House house, Door door) throws Exception {
        List<Socket> flood = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                Socket socket = new Socket();
                flood.add(socket);
                socket.setSoTimeout((int) PATIENCE.toMillis());
                socket.connect(house.address());
                byte[] half = door.half();
                socket.getOutputStream().write(half, 0, i % (half.length + 1));
            }
            assertServes(house, door);
            for (Socket socket : flood) {
                readToEnd(socket);
            }
        } finally {
            for (Socket socket : flood) {
                socket.close();
            }
        }
        await().atMost(PATIENCE).until(() -> house.server().server().counters().connections() == 0);
    }

    private static void assertServes(House house, Door door) throws Exception {
        switch (door) {
            case NATS_WITH_TLS -> {
                try (RawClient client = RawClient.connect(house.address())) {
                    client.encrypt(house.authority().clientContext());
                    client.send(TestServer.CONNECT);
                    assertThat(client.flush()).isEqualTo("PONG\r\n");
                }
            }
            case WEB_SOCKET -> {
                try (RawWebSocket client = RawWebSocket.connect(house.address())) {
                    assertThat(client.response()).startsWith("HTTP/1.1 101 ");
                }
            }
            case WEB_SOCKET_WITH_TLS -> {
                try (RawWebSocket client =
                        RawWebSocket.connectEncrypted(
                                house.address(), house.authority().clientContext())) {
                    assertThat(client.response()).startsWith("HTTP/1.1 101 ");
                }
            }
        }
    }

    private static void readToEnd(Socket socket) {
        try {
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("reset"); // which is an end, too
        }
    }

    private static long openFiles() {
        Assumptions.assumeTrue(
                ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean,
                "counts open files");
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getOpenFileDescriptorCount();
    }

    /**
     * What buffers take. The pool holds more in chunks of 4 MiB, and it takes further ones as the
     * threads spread over it.
     */
    private static long directBytesInUse() {
        return PooledByteBufAllocator.DEFAULT.metric().directArenas().stream()
                .mapToLong(PoolArenaMetric::numActiveBytes)
                .sum();
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
