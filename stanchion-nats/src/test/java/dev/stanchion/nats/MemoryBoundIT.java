package dev.stanchion.nats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stanchion.kit.wire.RawClient;
import dev.stanchion.nats.wire.CloseReason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server with little memory, a publisher that never waits, and subscribers that read nothing or
 * far too little: {@code max_pending} bounds what they cost ({@code spec/nats-core.md} 5.3, 6.3).
 */
@Tag("long")
class MemoryBoundIT {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryBoundIT.class);
    private static final int HEAP_MIB = 64;
    private static final int DIRECT_MIB = 96;

    /** What a JVM needs besides: code, classes, threads, and its own bookkeeping. */
    private static final int JVM_MIB = 96;

    private static final String CUT = CloseReason.SLOW_CONSUMER_PENDING_BYTES.text();

    /** Together more than there is memory for, so that whoever keeps what was cut fails. */
    private static final int WAVES = 3;

    private static final int SLOW_PER_WAVE = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path log;
    private final List<RawClient> clients = new ArrayList<>();
    private final Process process;
    private final BufferedReader answers;
    private final InetSocketAddress address;

    MemoryBoundIT(@TempDir Path folder) throws IOException {
        log = folder.resolve("stderr");
        process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx" + HEAP_MIB + "m",
                                "-XX:MaxDirectMemorySize=" + DIRECT_MIB + "m",
                                "-XX:+UseSerialGC",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SmallServer.class.getName())
                        .redirectError(log.toFile())
                        .start();
        answers = process.inputReader(UTF_8);
        String port = answers.readLine();
        assertThat(port).as(this::said).isNotNull();
        address = new InetSocketAddress("127.0.0.1", Integer.parseInt(port));
    }

    private String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @AfterEach
    void stop() throws Exception {
        for (RawClient client : clients) {
            client.close();
        }
        process.getOutputStream().close();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void s5_3_shouldKeepItsMemoryBoundWhateverSubscribersDoNotRead() throws Exception {
        // given
        RawClient normal = client(0);
        normal.send("SUB orders 1\r\n");
        normal.flush();
        var flood = new Flood(client(0));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Long> published =
                    CompletableFuture.supplyAsync(flood::publishUntilStopped, threads);
            CompletableFuture<Long> received =
                    CompletableFuture.supplyAsync(() -> orders(normal), threads);
            try {
                for (int wave = 1; wave <= WAVES; wave++) {
                    // when
                    subscribeAndReadTooLittle(flood);

                    // then
                    String all = wave * SLOW_PER_WAVE + " " + CUT;
                    await().atMost(PATIENCE).until(() -> all.equals(ask()));
                }
            } finally {
                flood.stop();
            }
            long batches = published.get(30, TimeUnit.SECONDS);
            assertThat(received.get(60, TimeUnit.SECONDS)).as(this::said).isEqualTo(batches);
        }
        assertThat(said()).doesNotContain("OutOfMemory", "Exception");
        assertThat(process.isAlive()).isTrue();
        assertThatMemoryWasBounded();
    }

    /** Four that read nothing, and one that reads a little whenever much has been published. */
    private void subscribeAndReadTooLittle(Flood flood) throws IOException {
        for (int i = 0; i < SLOW_PER_WAVE; i++) {
            RawClient slow = client(16 * 1024);
            slow.send("SUB flood 1\r\n");
            if (i == 0) {
                flood.lag(slow);
            }
        }
    }

    private RawClient client(int receiveBufferBytes) throws IOException {
        RawClient client =
                receiveBufferBytes == 0
                        ? RawClient.connect(address)
                        : RawClient.connectWithBuffer(address, receiveBufferBytes);
        clients.add(client);
        client.send(TestServer.CONNECT);
        client.flush();
        return client;
    }

    /** Returns how many orders come before the last one, or before there is silence. */
    private static long orders(RawClient normal) {
        long count = 0;
        try {
            while (normal.skipMessages(1) == Flood.ORDER.length()) {
                count++;
            }
        } catch (IOException e) {
            LOG.warn("No order comes after {}", count, e);
        }
        return count;
    }

    private String ask() throws IOException {
        OutputStream questions = process.getOutputStream();
        questions.write('\n');
        questions.flush();
        return answers.readLine();
    }

    /** Linux alone says what a process has held at most. */
    private void assertThatMemoryWasBounded() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return;
        }
        try (Stream<String> lines = Files.lines(status)) {
            String peak = lines.filter(line -> line.startsWith("VmHWM:")).findFirst().orElseThrow();
            assertThat(Long.parseLong(peak.replaceAll("\\D", "")) / 1024)
                    .as("the most MiB that the server has held")
                    .isLessThan(HEAP_MIB + DIRECT_MIB + JVM_MIB);
        }
    }
}
