package dev.stanchion.nats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.nats.tls.TestAuthority;
import dev.stanchion.nats.tls.TlsOptions;
import dev.stanchion.nats.websocket.WebSocketOptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client that sends an encrypted record which is not what its key has made. The JDK then fills
 * memory with zeros, which must not be the memory of others (docs/decisions/0072).
 */
@ExtendWith(LeaksFail.class)
class ForgedRecordIT {
    private static final int RECORDS = 8;
    private static final int BUFFERS_OF_AN_ARENA = 16;
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final byte CONTENT = 'x';
    private static final int PATIENCE_MILLIS = 60_000;

    /** A record of application data, as which everything is sent once there are keys. */
    private static final byte[] FORGED = forged(256);

    @TempDir private Path folder;

    /** In every arena of the pool, in front of what is taken from it later. */
    private final ConcurrentLinkedQueue<ByteBuf> others = new ConcurrentLinkedQueue<>();

    private static byte[] forged(int bytes) {
        byte[] record = new byte[5 + bytes];
        Arrays.fill(record, (byte) 0xab);
        ByteBuffer.wrap(record).put((byte) 0x17).putShort((short) 0x0303).putShort((short) bytes);
        return record;
    }

    @BeforeEach
    void takeMemory() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 2 * PooledByteBufAllocator.defaultNumDirectArena(); i++) {
            threads.add(Thread.ofPlatform().start(this::takeMemoryOfOneArena));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void takeMemoryOfOneArena() {
        for (int i = 0; i < BUFFERS_OF_AN_ARENA; i++) {
            ByteBuf buffer = PooledByteBufAllocator.DEFAULT.directBuffer(BUFFER_BYTES);
            for (int at = 0; at < BUFFER_BYTES; at++) {
                buffer.writeByte(CONTENT);
            }
            others.add(buffer);
        }
    }

    @AfterEach
    void giveMemoryBack() {
        others.forEach(ByteBuf::release);
    }

    @Test
    void shouldKeepTheMemoryOfOthersWhenAClientForgesARecord() throws Exception {
        // given
        TestAuthority authority = new TestAuthority(folder, "ca");
        try (TestServer server = TestServer.start(NatsSecurity.NONE.withTls(tls(authority)))) {
            // when
            for (int i = 0; i < RECORDS; i++) {
                forgeARecord(server.address(), authority, true);
            }
        }

        // then
        assertKept();
    }

    @Test
    void shouldKeepTheMemoryOfOthersWhenABrowserForgesARecord() throws Exception {
        // given
        TestAuthority authority = new TestAuthority(folder, "ca");
        try (TestServer server = TestServer.start(TestServer.options())) {
            InetSocketAddress address =
                    server.server()
                            .listenForWebSockets(
                                    WebSocketOptions.onPort(0)
                                            .withHost("127.0.0.1")
                                            .withTls(tls(authority)));

            // when
            for (int i = 0; i < RECORDS; i++) {
                forgeARecord(address, authority, false);
            }
        }

        // then
        assertKept();
    }

    private static TlsOptions tls(TestAuthority authority) throws IOException {
        TestAuthority.Issued issued = authority.server("server", "EC");
        return TlsOptions.of(issued.certFile(), issued.keyFile())
                .withTimeout(Duration.ofMinutes(1));
    }

    /** Begins a handshake, and sends the record when the server has its keys. */
    private static void forgeARecord(
            InetSocketAddress address, TestAuthority authority, boolean isGreeted)
            throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(address);
            if (isGreeted) {
                readLine(socket);
            }
            socket.getOutputStream().write(hello(authority));
            assertThat(socket.getInputStream().read()).as("a handshake record").isEqualTo(0x16);
            socket.getOutputStream().write(FORGED);
            readToEnd(socket);
        }
    }

    private static byte[] hello(TestAuthority authority) throws SSLException {
        SSLEngine engine = authority.clientContext().createSSLEngine();
        engine.setUseClientMode(true);
        ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), hello);
        return Arrays.copyOf(hello.array(), hello.position());
    }

    private static void readLine(Socket socket) throws IOException {
        int read;
        do {
            read = socket.getInputStream().read();
        } while (read >= 0 && read != '\n');
    }

    private static void readToEnd(Socket socket) {
        try {
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("reset"); // which is an end, too
        }
    }

    private void assertKept() {
        for (ByteBuf buffer : others) {
            assertThat(buffer.forEachByte(value -> value == CONTENT)).isEqualTo(-1);
        }
    }
}
