package dev.stanchion.acceptance.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.database.MariaDbServer;
import dev.stanchion.kit.process.FreePort;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.process.StanchionCommand;
import dev.stanchion.kit.process.Waiting;
import io.nats.streaming.NatsStreaming;
import io.nats.streaming.Options;
import io.nats.streaming.StreamingConnection;
import io.nats.streaming.SubscriptionOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Backs up a server while a client publishes to it and listens to it with a durable, and restores
 * the backup to files. Message number N of the test is message N of the channel.
 */
@Tag("long")
class BackupUnderLoadIT {
    private static final String CHANNEL = "orders";
    private static final String WORKER = "worker";
    private static final int BEFORE = 600;
    private static final String LETTERS = "x".repeat(2_500);

    /** So the backup takes longer than a publish. */
    private static final String RATE = "1M";

    private static final String END = "the end";
    private static final String KEY = "secret";

    @RegisterExtension final Programs programs = new Programs();
    @TempDir private Path directory;

    private final int port = FreePort.next();
    private final int monitor = FreePort.next();
    private final AtomicLong acknowledged = new AtomicLong();
    private final NavigableSet<Long> received = new ConcurrentSkipListSet<>();
    private final AtomicLong last = new AtomicLong();
    private final AtomicBoolean isOver = new AtomicBoolean();
    private long gotBefore;

    private String url() {
        return "nats://127.0.0.1:" + port;
    }

    private static StreamingConnection connect(String url)
            throws IOException, InterruptedException, TimeoutException {
        Options options = new Options.Builder().natsUrl(url).build();
        return NatsStreaming.connect(Server.CLUSTER_ID, WORKER, options);
    }

    private void listen(StreamingConnection connection)
            throws IOException, InterruptedException, TimeoutException {
        SubscriptionOptions durable =
                new SubscriptionOptions.Builder().durableName("all").deliverAllAvailable().build();
        connection.subscribe(
                CHANNEL,
                message -> {
                    String text = new String(message.getData(), UTF_8);
                    if (text.equals(END)) {
                        last.set(message.getSequence());
                    } else if (text.startsWith(message.getSequence() + " ")) {
                        received.add(message.getSequence());
                    }
                },
                durable);
    }

    private void publishUntilOver(StreamingConnection connection) {
        try {
            for (long number = 1; !isOver.get(); number++) {
                connection.publish(CHANNEL, (number + " " + LETTERS).getBytes(UTF_8));
                acknowledged.set(number);
            }
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Program run(String... arguments) {
        Program command = StanchionCommand.start(programs, arguments);
        command.awaitExit();
        return command;
    }

    private Program backUp(Path file, String... more) {
        return run(
                Stream.concat(
                                Stream.of(
                                        "backup",
                                        file.toString(),
                                        "--max-rate",
                                        RATE,
                                        "--url",
                                        "http://127.0.0.1:" + monitor),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    /** Backs up, and returns how many messages were acknowledged before. */
    private long backUpUnderLoad(String url, Path file, String... more)
            throws IOException, InterruptedException, TimeoutException {
        StreamingConnection connection = connect(url);
        listen(connection);
        Thread publisher = Thread.ofPlatform().start(() -> publishUntilOver(connection));
        Waiting.until("the channel has messages", () -> acknowledged.get() >= BEFORE);
        long before = acknowledged.get();
        Program done = backUp(file, more);
        assertThat(done.awaitExit()).as("%s", done).isZero();
        assertThat(acknowledged.get()).isGreaterThan(before);
        gotBefore = received.last();
        isOver.set(true);
        publisher.join();
        connection.close();
        return before;
    }

    /**
     * Restores to files. The durable goes on at a message that it had got or was to get next, and
     * misses none behind it. The next message comes behind all that were acknowledged before the
     * backup.
     */
    private void requireRestored(Path file, long before, Map<String, String> key, String... flags)
            throws IOException, InterruptedException, TimeoutException {
        StorePlace files = StorePlace.files(directory.resolve("restored"));
        Program restored = run("restore", file.toString(), "--into", files.target());
        assertThat(restored.awaitExit()).as("%s", restored).isZero();
        assertThat(restored.output()).contains("Nothing is lost.");
        files.serve(programs, key, port, monitor, flags);
        received.clear();
        StreamingConnection connection = connect(url());
        listen(connection);
        connection.publish(CHANNEL, END.getBytes(UTF_8));
        Waiting.until("the durable is at the end", () -> last.get() > 0);
        connection.close();
        assertThat(last.get()).isGreaterThan(before);
        long from = received.isEmpty() ? last.get() : received.first();
        assertThat(from).isLessThanOrEqualTo(gotBefore + 1);
        assertThat(received)
                .containsExactlyElementsOf(LongStream.range(from, last.get()).boxed().toList());
        assertThat(LargeMessages.first(url(), last.get())).hasSize((int) last.get());
    }

    @Test
    void shouldBackUpADatabaseThatIsEncrypted()
            throws IOException, InterruptedException, TimeoutException {
        // given
        StorePlace place = StorePlace.in(MariaDbServer.shared().newDatabase());
        Map<String, String> key = Map.of("NATS_STREAMING_ENCRYPTION_KEY", KEY);
        Path keyFile = Files.writeString(directory.resolve("key"), KEY);
        Path file = directory.resolve("all.backup");
        Program server = place.serve(programs, key, port, monitor, "-encrypt");

        // when
        Program refused = backUp(directory.resolve("none.backup"));
        long before = backUpUnderLoad(url(), file, "--encryption-key-file", keyFile.toString());
        server.terminate();
        server.awaitExit();

        // then
        assertThat(refused.awaitExit()).isEqualTo(1);
        assertThat(refused.errors().toString()).contains("the store of the server is encrypted");
        assertThat(Files.readString(file, ISO_8859_1)).doesNotContain(LETTERS);
        requireRestored(file, before, key, "-encrypt");
    }

    @Test
    void shouldBackUpStreams() throws IOException, InterruptedException, TimeoutException {
        // given
        StorePlace place = StorePlace.streams(programs, directory.resolve("streams"));
        Path file = directory.resolve("all.backup");
        Program server = place.serve(programs, Map.of(), port, monitor);

        // when
        long before = backUpUnderLoad(place.target(), file);
        server.terminate();
        server.awaitExit();

        // then
        requireRestored(file, before, Map.of());
    }
}
