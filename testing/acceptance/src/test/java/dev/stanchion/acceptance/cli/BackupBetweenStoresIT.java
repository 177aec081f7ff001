package dev.stanchion.acceptance.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.database.MariaDbServer;
import dev.stanchion.kit.database.PostgresServer;
import dev.stanchion.kit.process.FreePort;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.process.StanchionCommand;
import dev.stanchion.kit.process.Waiting;
import io.nats.streaming.Message;
import io.nats.streaming.NatsStreaming;
import io.nats.streaming.Options;
import io.nats.streaming.StreamingConnection;
import io.nats.streaming.Subscription;
import io.nats.streaming.SubscriptionOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Moves what a server keeps through a store of each kind, by backup and restore. A backup has
 * messages with sequences and times, clients and positions, so the last one tells what was kept.
 */
@Tag("long")
class BackupBetweenStoresIT {
    private static final String CHANNEL = "orders";
    private static final int PUBLISHED = 12;
    private static final int KEPT = 8;
    private static final int IN_FLIGHT = 4;

    @RegisterExtension final Programs programs = new Programs();
    @TempDir private Path directory;

    private final int port = FreePort.next();
    private final int monitor = FreePort.next();

    private Program serve(StorePlace place, String... more) {
        return place.serve(programs, Map.of(), port, monitor, more);
    }

    private void run(String... arguments) {
        Program command = StanchionCommand.start(programs, arguments);
        assertThat(command.awaitExit()).as("%s", command).isZero();
    }

    /** Returns a backup of the server that runs, and stops the server. */
    private Path backUpAndStop(Program server, StorePlace place) {
        Path file = directory.resolve(place.name() + ".jsonl");
        run("backup", file.toString(), "--url", "http://127.0.0.1:" + monitor);
        server.terminate();
        server.awaitExit();
        return file;
    }

    private void restore(Path backup, StorePlace place) {
        run("restore", backup.toString(), "--into", place.target(), "--js_replicas", "1");
    }

    /** Returns the lines, save for the first and the last one, which are about the file. */
    private static List<String> content(Path backup) throws IOException {
        List<String> lines = Files.readAllLines(backup);
        return lines.subList(1, lines.size() - 1);
    }

    /** Messages of which the limits remove some, and a durable that has not acknowledged all. */
    private static void use(String url) throws IOException, InterruptedException, TimeoutException {
        Options options = new Options.Builder().natsUrl(url).build();
        ConcurrentLinkedQueue<Message> received = new ConcurrentLinkedQueue<>();
        StreamingConnection connection =
                NatsStreaming.connect(Server.CLUSTER_ID, "worker", options);
        for (int i = 1; i <= PUBLISHED; i++) {
            connection.publish(CHANNEL, ("order " + i).getBytes(UTF_8));
        }
        connection.publish("bytes", new byte[] {0, 1, -1});
        SubscriptionOptions slow =
                new SubscriptionOptions.Builder()
                        .durableName("slow")
                        .deliverAllAvailable()
                        .maxInFlight(IN_FLIGHT)
                        .manualAcks()
                        .build();
        Subscription subscription = connection.subscribe(CHANNEL, received::add, slow);
        Waiting.until("messages come", () -> received.size() == IN_FLIGHT);
        received.remove().ack();
        Waiting.until("another one comes", () -> received.size() == IN_FLIGHT);
        subscription.close();
        connection.close();
    }

    @Test
    void shouldKeepEverythingInEachStore()
            throws IOException, InterruptedException, TimeoutException {
        // given
        StorePlace memory = StorePlace.memory();
        Program first = serve(memory, "-max_msgs", Integer.toString(KEPT));
        use("nats://127.0.0.1:" + port);
        Path before = backUpAndStop(first, memory);
        List<String> expected = content(before);
        List<StorePlace> others =
                List.of(
                        StorePlace.in(MariaDbServer.shared().newDatabase()),
                        StorePlace.streams(programs, directory.resolve("streams")),
                        StorePlace.in(PostgresServer.shared().newDatabase()),
                        StorePlace.files(directory.resolve("files")));

        for (StorePlace place : others) {
            // when
            restore(before, place);
            Path after = backUpAndStop(serve(place), place);

            // then
            assertThat(content(after)).as(place.name()).isEqualTo(expected);
            before = after;
        }
        assertThat(String.join("\n", expected))
                .contains("\"sequence\":5,", "\"sequence\":12,", "\"data\":\"order 12\"")
                .doesNotContain("\"sequence\":4,");
    }
}
